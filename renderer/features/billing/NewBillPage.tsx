import { Button, Select } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { finaliseBill } from '#shared/commands/bills/finaliseBill'
import { billLines } from '#shared/commands/bills/lines'
import { reliefsOfBill } from '#shared/commands/rates/tablesOfBill'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { dueDates } from '#shared/domain/billing/dueDate'
import type { Employer } from '#shared/model/employer'
import type { Membership } from '#shared/model/membership'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { longDate, money, period as periodText, today } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useSaveKey } from '../../components/useSaveKey'
import { findLiveBill, useBillsOfEmployer } from '../../store/queries/bills'
import { usePayer } from '../../store/queries/payers'
import { useRateTables } from '../../store/queries/rates'
import { useAllMemberships } from '../../store/queries/workers'
import { execute } from '../../sync/execute'
import { ExplainButton } from './ExplainButton'
import { NewBpuBill } from './NewBpuBill'
import { NewProjectBill } from './NewProjectBill'
import { billablePeriods, likelyPeriod } from './periods'
import { ProgrammeTable } from './ProgrammeTable'
import { useTexts } from '../../i18n/useTexts'

/** Choose what is to be billed, look at the figures, finalise: each kind of payer in its way. */
export function NewBillPage() {
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const payer = usePayer(employerId)
  switch (payer?.kind) {
    case 'EMPLOYER':
      return <NewEmployerBill employer={payer.row} />
    case 'BPU':
      return <NewBpuBill member={payer.row} />
    case 'PROJECT':
      return <NewProjectBill project={payer.row} />
    case undefined:
      return null
  }
}

function NewEmployerBill({ employer }: { employer: Employer }) {
  const { t } = useTexts('billing')
  const employerId = employer.id
  const bills = useBillsOfEmployer(employerId)
  const memberships = useAllMemberships(employerId)
  const [chosen, setChosen] = useState<string>()
  if (!bills || !memberships) return null

  const periods = billablePeriods(employer.startPeriod, bills, today())
  const period = chosen && periods.includes(chosen) ? chosen : likelyPeriod(periods, bills)
  return (
    <Page title={t('newTitle', { name: employer.legalName })} intro={t('newIntro')}>
      {period === undefined ? (
        <EmptyState>{t('noPeriod')}</EmptyState>
      ) : (
        <>
          <Select
            label={t('choosePeriod')}
            data={periods.map((value) => ({ value, label: periodText(value) }))}
            value={period}
            onChange={(value) => value && setChosen(value)}
            maw={260}
            mb="lg"
            autoFocus
          />
          <Preview employer={employer} memberships={memberships} period={period} />
        </>
      )}
    </Page>
  )
}

interface PreviewProps {
  employer: Employer
  memberships: readonly Membership[]
  period: string
}

function Preview({ employer, memberships, period }: PreviewProps) {
  const { t } = useTexts('billing')
  const tables = useRateTables()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const workers = useMemo(() => billedWorkers(memberships, period), [memberships, period])
  const assessment = useMemo(
    () => assessEmployer(tables, employer, workers, period),
    [tables, employer, workers, period],
  )
  const relief = useMemo(() => reliefsOfBill(tables, assessment), [tables, assessment])
  const due = dueDates(tables, { segment: 'PU', period })

  const finalise = async () => {
    if (busy || workers.length === 0) return
    setBusy(true)
    const result = await execute(finaliseBill, {
      employerId: employer.id,
      period,
      expected: {
        workerCount: workers.length,
        total: assessment.total,
        effectiveDueDate: due.effectiveDueDate,
      },
    })
    setBusy(false)
    if (!result.ok) return setRefusal(result.violation)
    const bill = await findLiveBill(employer.id, period)
    if (bill) await navigate({ to: '/tagihan/$billId', params: { billId: bill.id } })
  }
  useSaveKey(() => void finalise())

  if (workers.length === 0) return <EmptyState>{t('noWorkers')}</EmptyState>
  return (
    <Panel
      title={t('preview')}
      actions={
        <>
          <ExplainButton
            tables={tables}
            relief={relief}
            period={period}
            riskLevel={employer.riskLevel}
            programmes={employer.programmes}
            lines={billLines(assessment, workers)}
          />
          <Button loading={busy} onClick={() => void finalise()} aria-keyshortcuts="Control+S">
            {t('finalise')}
          </Button>
        </>
      }
    >
      {refusal && <Refusal violation={refusal} />}
      <Facts
        facts={[
          [t('workers'), String(workers.length)],
          [t('wageTotal'), money(assessment.wageTotal)],
          [t('common:dueDate'), longDate(due.effectiveDueDate)],
        ]}
      />
      {!due.holidaysLoaded && (
        <p>{t('holidaysMissing', { year: due.nominalDueDate.slice(0, 4) })}</p>
      )}
      <ProgrammeTable
        shared
        programmes={employer.programmes}
        byProgramme={assessment.byProgramme}
        employerTotal={assessment.employerTotal}
        workerTotal={assessment.workerTotal}
        total={assessment.total}
      />
    </Panel>
  )
}
