import { Button } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { fineOf } from '#shared/commands/codes/quote'
import { reliefsOfBill, tablesOfBill } from '#shared/commands/rates/tablesOfBill'
import { isEmployerBill, type Bill, type BillLine, type EmployerBill } from '#shared/model/bill'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { amount, longDate, money, percent, today } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { StatusTag } from '../../components/StatusTag'
import { useBill, useBillLines } from '../../store/queries/bills'
import { useCodesOfBill, useIsConfirmed } from '../../store/queries/codes'
import { useRateTables, useTableVersions } from '../../store/queries/rates'
import { CodeCard, isLiveCode, needsCode } from '../paymentCodes'
import { BasisExplainButton, basisFacts } from './BasisBill'
import { isUnpaid } from './billState'
import { BillStatusTag } from './BillStatusTag'
import { CancelBill } from './CancelBill'
import { EmployerName } from './EmployerName'
import { ExplainButton } from './ExplainButton'
import { ProgrammeTable } from './ProgrammeTable'
import { useBillName } from '../../components/useBillName'
import { useTexts } from '../../i18n/useTexts'

/** One month's bill: figures, fine of today, code, lines. */
export function BillPage() {
  const { t } = useTexts('billing')
  const { billId } = useParams({ strict: false }) as { billId: string }
  const bill = useBill(billId)
  const lines = useBillLines(billId)
  const name = useBillName()
  if (bill === undefined || !lines) return null
  if (bill === null) {
    return (
      <Page title={t('title')}>
        <EmptyState>{t('notFound')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page
      title={t('billTitle', { period: name(bill) })}
      intro={<Intro bill={bill} />}
      actions={<Actions bill={bill} lines={lines} />}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        <Figures bill={bill} />
        <Codes bill={bill} />
        {isEmployerBill(bill) && <Lines lines={lines} />}
      </div>
    </Page>
  )
}

function Intro({ bill }: { bill: Bill }) {
  const { t } = useTexts('billing')
  const confirmed = useIsConfirmed('bill', bill.id)
  return (
    <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <Link to="/perusahaan/$employerId" params={{ employerId: bill.employerId }}>
        <EmployerName id={bill.employerId} />
      </Link>
      <BillStatusTag bill={bill} today={today()} />
      {confirmed === false && <StatusTag tone="waiting">{t('unconfirmed')}</StatusTag>}
    </span>
  )
}

function Actions({ bill, lines }: { bill: Bill; lines: readonly BillLine[] }) {
  const { t } = useTexts('billing')
  const navigate = useNavigate()
  const codes = useCodesOfBill(bill.id)
  return (
    <>
      {bill.status === 'FINALIZED' && <CancelBill bill={bill} />}
      {isEmployerBill(bill) && <ExplainEmployerBill bill={bill} lines={lines} />}
      {bill.basis && <BasisExplainButton bill={bill} basis={bill.basis} />}
      {codes && needsCode(bill, codes, today()) && (
        <Button
          onClick={() =>
            void navigate({
              to: '/perusahaan/$employerId/kode-baru',
              params: { employerId: bill.employerId },
            })
          }
        >
          {t('issueCode')}
        </Button>
      )}
    </>
  )
}

function ExplainEmployerBill({ bill, lines }: { bill: EmployerBill; lines: readonly BillLine[] }) {
  const versions = useTableVersions()
  const tables = useMemo(() => tablesOfBill(versions, bill), [versions, bill])
  const relief = useMemo(() => reliefsOfBill(tables, bill), [tables, bill])
  return (
    <ExplainButton
      tables={tables}
      relief={relief}
      period={bill.period}
      riskLevel={bill.riskLevel}
      programmes={bill.programmes}
      lines={lines}
    />
  )
}

function Figures({ bill }: { bill: Bill }) {
  const { t } = useTexts('billing')
  const fine = fineOf(useRateTables(), bill, today())
  const unpaid = isUnpaid(bill)
  return (
    <Panel title={t('figures')}>
      <Facts
        facts={[
          ...(bill.segment === 'BPU' ? [] : [[t('workers'), String(bill.workerCount)] as const]),
          ...(bill.basis
            ? basisFacts(t, bill.basis)
            : [[t('wageTotal'), money(bill.wageTotal)] as const]),
          [t('common:dueDate'), longDate(bill.effectiveDueDate)],
          [t('common:fine'), money(unpaid ? fine.fineTotal : bill.finePaid)],
          ...(unpaid
            ? [[t('payable'), money(bill.total - bill.paidPrincipal + fine.fineTotal)] as const]
            : []),
        ]}
      />
      {unpaid && (
        <p>
          {fine.monthsLate > 0 && bill.segment !== 'BPU'
            ? t('finePerMonth', {
                months: fine.monthsLate,
                rate: percent(fine.ratePpmPerMonth),
                amount: money(fine.fineTotal),
              })
            : t(bill.segment === 'BPU' ? 'fineNever' : 'fineNone', {
                date: longDate(bill.effectiveDueDate),
              })}
        </p>
      )}
      {bill.cancelled && <p>{t('cancelledBecause', { reason: bill.cancelled.reason })}</p>}
      <ProgrammeTable {...bill} shared={isEmployerBill(bill)} />
    </Panel>
  )
}

function Codes({ bill }: { bill: Bill }) {
  const { t } = useTexts('employers')
  const live = useCodesOfBill(bill.id)?.filter((code) => isLiveCode(code, today())) ?? []
  if (live.length === 0) return null
  return (
    <Panel title={t('codes')}>
      {live.map((code) => (
        <CodeCard key={code.id} code={code} />
      ))}
    </Panel>
  )
}

function Lines({ lines }: { lines: readonly BillLine[] }) {
  const { t } = useTexts('billing')
  const figure = (
    key: string,
    header: string,
    pick: (line: BillLine) => number,
  ): Column<BillLine> => ({
    key,
    header,
    width: '1fr',
    align: 'right',
    cell: (line) => amount(pick(line)),
  })
  const columns: Column<BillLine>[] = [
    { key: 'name', header: t('name'), width: '2.4fr', cell: (line) => line.fullName },
    figure('wage', t('base'), (line) => line.wage),
    figure('jkk', 'JKK', (line) => line.jkkEmployer),
    figure('jkm', 'JKM', (line) => line.jkmEmployer),
    figure('jht', 'JHT', (line) => line.jhtEmployer + line.jhtWorker),
    figure('jp', 'JP', (line) => line.jpEmployer + line.jpWorker),
    figure('total', t('common:total'), (line) => line.total),
  ]
  return (
    <Panel title={t('lines')}>
      <DataTable
        label={t('lines')}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.membershipId}
        maxHeight={400}
      />
    </Panel>
  )
}
