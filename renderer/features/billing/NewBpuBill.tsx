import { Alert, Button, Select, Table } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { assessBasis, type BasisAssessment } from '#shared/commands/bills/assessBasis'
import { finaliseBpuBills } from '#shared/commands/bpu/finaliseBpuBills'
import { basisOf, positionOf } from '#shared/commands/bpu/position'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { BpuPosition } from '#shared/domain/billing/bpuSequence'
import { dueDates } from '#shared/domain/billing/dueDate'
import { prepaidPeriods } from '#shared/domain/contributions/assessBpuMonths'
import { billIdOf } from '#shared/model/bill'
import type { BpuMember } from '#shared/model/bpuMember'
import { EmptyState } from '../../components/EmptyState'
import { TraceView } from '../../components/explain/TraceView'
import { Facts } from '../../components/Facts'
import { amount, longDate, period as periodText, today } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useSaveKey } from '../../components/useSaveKey'
import { findBillByKey, useBillsOfEmployer } from '../../store/queries/bills'
import { useRateTables } from '../../store/queries/rates'
import { execute } from '../../sync/execute'
import { useTexts } from '../../i18n/useTexts'
import { basisFacts } from './BasisBill'
import { ExplainSheet } from './ExplainSheet'

/** The next months of a self-employed member, one after the other. */
export function NewBpuBill({ member }: { member: BpuMember }) {
  const { t } = useTexts('billing')
  const tables = useRateTables()
  const bills = useBillsOfEmployer(member.id)
  if (!bills) return null
  const position = positionOf(tables, member, bills, today())
  return (
    <Page title={t('newTitle', { name: member.fullName })} intro={t('bpuIntro')}>
      {position.room === 0 ? (
        <EmptyState>{t('bpuAllBilled', { last: periodText(position.last) })}</EmptyState>
      ) : (
        <Months key={position.firstOpen} member={member} position={position} />
      )}
    </Page>
  )
}

function Months({ member, position }: { member: BpuMember; position: BpuPosition }) {
  const { t } = useTexts('billing')
  const tables = useRateTables()
  const navigate = useNavigate()
  const [count, setCount] = useState(1)
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const { firstOpen, ended, unpaid, room } = position
  const months = useMemo(
    () =>
      prepaidPeriods(firstOpen, Math.min(count, room)).map((period) => ({
        period,
        ...assessBasis(tables, basisOf(member), period),
      })),
    [tables, member, firstOpen, count, room],
  )
  const total = months.reduce((sum, month) => sum + month.total, 0)
  const due = dueDates(tables, { segment: 'BPU', period: firstOpen })

  const finalise = async () => {
    if (busy) return
    setBusy(true)
    const result = await execute(finaliseBpuBills, {
      memberId: member.id,
      firstPeriod: firstOpen,
      months: months.length,
      returning: ended,
      expected: { total },
    })
    setBusy(false)
    if (!result.ok) return setRefusal(result.violation)
    const bill = await findBillByKey(billIdOf(member.id, firstOpen))
    if (bill) await navigate({ to: '/tagihan/$billId', params: { billId: bill.id } })
  }
  useSaveKey(() => void finalise())

  return (
    <>
      {ended && (
        <Alert color="amber" mb="md">
          {t('bpuReturn', { count: unpaid.length, period: periodText(firstOpen) })}
        </Alert>
      )}
      <Select
        label={t('payMonths')}
        data={Array.from({ length: room }, (_, n) => ({
          value: String(n + 1),
          label: t('payMonthsCount', { count: n + 1 }),
        }))}
        value={String(months.length)}
        onChange={(value) => value && setCount(Number(value))}
        maw={260}
        mb="lg"
        autoFocus
      />
      <Panel
        title={t('preview')}
        actions={
          <>
            <ExplainSheet subject={monthsText(months)}>
              {months.map((month) => (
                <section key={month.period} aria-label={periodText(month.period)}>
                  <h3>{periodText(month.period)}</h3>
                  <TraceView trace={month.trace} />
                </section>
              ))}
            </ExplainSheet>
            <Button loading={busy} onClick={() => void finalise()} aria-keyshortcuts="Control+S">
              {t('finalise')}
            </Button>
          </>
        }
      >
        {refusal && <Refusal violation={refusal} />}
        <Facts
          facts={[
            ...basisFacts(t, basisOf(member)),
            [t('common:dueDate'), longDate(due.effectiveDueDate)],
          ]}
        />
        <MonthsTable months={months} total={total} />
      </Panel>
    </>
  )
}

interface MonthsTableProps {
  months: readonly ({ readonly period: string } & BasisAssessment)[]
  total: number
}

/** Month × programme, in rupiah, with the total underlined. */
function MonthsTable({ months, total }: MonthsTableProps) {
  const { t } = useTexts('billing')
  const programmes = months[0]?.programmes ?? []
  return (
    <Table aria-label={t('preview')} withRowBorders>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('month')}</Table.Th>
          {programmes.map((programme) => (
            <Table.Th key={programme} scope="col" ta="right">
              {t(programme)}
            </Table.Th>
          ))}
          <Table.Th scope="col" ta="right">
            {t('common:total')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.map((month) => (
          <Table.Tr key={month.period}>
            <Table.Th scope="row" fw={400}>
              {periodText(month.period)}
            </Table.Th>
            {programmes.map((programme) => (
              <Table.Td key={programme} ta="right">
                {amount(month.byProgramme[programme]?.total ?? 0)}
              </Table.Td>
            ))}
            <Table.Td ta="right">{amount(month.total)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr fw={600}>
          <Table.Th scope="row" colSpan={programmes.length + 1}>
            {t('common:total')}
          </Table.Th>
          <Table.Td ta="right" style={{ borderBottom: '3px double var(--ink)' }}>
            {amount(total)}
          </Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  )
}

function monthsText(months: readonly { readonly period: string }[]): string {
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return ''
  return first === last
    ? periodText(first.period)
    : `${periodText(first.period)} – ${periodText(last.period)}`
}
