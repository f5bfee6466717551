import { Button, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { finaliseProjectBill } from '#shared/commands/projects/finaliseProjectBill'
import {
  projectBillOf,
  wagePeriods,
  type ProjectBill,
  type ProjectPart,
} from '#shared/commands/projects/projectBill'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { addMonths } from '#shared/domain/calendar/period'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { billIdOf, termBillIdOf, type Bill } from '#shared/model/bill'
import type { Project } from '#shared/model/project'
import { EmptyState } from '../../components/EmptyState'
import { TraceView } from '../../components/explain/TraceView'
import { Facts } from '../../components/Facts'
import { groupThousandsWhileTyping, readTypedMoney } from '../../components/form/typedValues'
import { longDate, period as periodText, shortDate, today } from '../../components/format'
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
import { ProgrammeTable } from './ProgrammeTable'
import { useBillName } from '../../components/useBillName'

/** One term of a project's contract, or one month of its wages. */
export function NewProjectBill({ project }: { project: Project }) {
  const { t } = useTexts('billing')
  const bills = useBillsOfEmployer(project.id)
  if (!bills) return null
  const taken = new Set(bills.flatMap(({ liveKey }: Bill) => liveKey ?? []))
  return (
    <Page title={t('newTitle', { name: project.projectName })} intro={t('projectIntro')}>
      {project.method === 'CONTRACT' ? (
        <Term project={project} taken={taken} />
      ) : (
        <Month project={project} taken={taken} />
      )}
    </Page>
  )
}

interface PartProps {
  project: Project
  /** Keys of the bills that stand. */
  taken: ReadonlySet<string>
}

function Term({ project, taken }: PartProps) {
  const { t } = useTexts('billing')
  const [chosen, setChosen] = useState<number>()
  const open = project.terms
    .map((term, place) => ({ ...term, no: place + 1 }))
    .filter(({ no }) => !taken.has(termBillIdOf(project.id, no)))
  const term = open.find(({ no }) => no === chosen) ?? open[0]
  if (!term) return <EmptyState>{t('projectAllBilled')}</EmptyState>
  return (
    <>
      <Select
        label={t('chooseTerm')}
        data={open.map(({ no, dueDate }) => ({
          value: String(no),
          label: `${no} / ${project.terms.length} · ${shortDate(dueDate)}`,
        }))}
        value={String(term.no)}
        onChange={(value) => value && setChosen(Number(value))}
        maw={260}
        mb="lg"
        autoFocus
      />
      <Preview key={term.no} project={project} part={{ termNo: term.no }} />
    </>
  )
}

function Month({ project, taken }: PartProps) {
  const { t } = useTexts('billing')
  const [chosen, setChosen] = useState<string>()
  const [wages, setWages] = useState('')
  const [workers, setWorkers] = useState(String(project.workerCount))
  const [from, to] = wagePeriods(project, today())
  const open: string[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    if (!taken.has(billIdOf(project.id, month))) open.push(month)
  }
  const period = open.find((month) => month === chosen) ?? open[0]
  if (!period) return <EmptyState>{t('noPeriod')}</EmptyState>
  const read = { wages: readTypedMoney(wages), workerCount: readTypedMoney(workers) }
  return (
    <>
      <Select
        label={t('choosePeriod')}
        data={open.map((value) => ({ value, label: periodText(value) }))}
        value={period}
        onChange={(value) => value && setChosen(value)}
        maw={260}
        mb="sm"
        autoFocus
      />
      <TextInput
        label={t('wagesOfMonth')}
        leftSection="Rp"
        inputMode="numeric"
        value={wages}
        onChange={(event) => setWages(groupThousandsWhileTyping(event.currentTarget.value))}
        maw={260}
        mb="sm"
      />
      <TextInput
        label={t('workersOfMonth')}
        inputMode="numeric"
        value={workers}
        onChange={(event) => setWorkers(event.currentTarget.value)}
        maw={260}
        mb="lg"
      />
      {read.wages && read.workerCount ? (
        <Preview
          project={project}
          part={{ period, wages: read.wages, workerCount: read.workerCount }}
        />
      ) : (
        <EmptyState>{t('fillIn')}</EmptyState>
      )}
    </>
  )
}

function Preview({ project, part }: { project: Project; part: ProjectPart }) {
  const { t } = useTexts('billing')
  const tables = useRateTables()
  const key = JSON.stringify(part)
  const bill = useMemo(
    () => billOrNothing(tables, project, JSON.parse(key) as ProjectPart),
    [tables, project, key],
  )
  if (!bill) return <EmptyState>{t('outsideTables')}</EmptyState>
  return <Figures project={project} part={part} bill={bill} />
}

function Figures({
  project,
  part,
  bill,
}: {
  project: Project
  part: ProjectPart
  bill: ProjectBill
}) {
  const { t } = useTexts('billing')
  const navigate = useNavigate()
  const name = useBillName()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const { assessment, due } = bill
  const { total } = assessment

  const finalise = async () => {
    if (busy) return
    setBusy(true)
    const result = await execute(finaliseProjectBill, {
      projectId: project.id,
      part,
      expected: { total, effectiveDueDate: due.effectiveDueDate },
    })
    setBusy(false)
    if (!result.ok) return setRefusal(result.violation)
    const made = await findBillByKey(bill.liveKey)
    if (made) await navigate({ to: '/tagihan/$billId', params: { billId: made.id } })
  }
  useSaveKey(() => void finalise())

  return (
    <Panel
      title={t('preview')}
      actions={
        <>
          <ExplainSheet subject={name(bill)}>
            <TraceView trace={assessment.trace} />
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
          [t('workers'), String(bill.workerCount)],
          ...basisFacts(t, bill.basis),
          [t('common:dueDate'), longDate(due.effectiveDueDate)],
        ]}
      />
      <ProgrammeTable
        programmes={assessment.programmes}
        byProgramme={assessment.byProgramme}
        employerTotal={total}
        workerTotal={0}
        shared={false}
        total={total}
      />
    </Panel>
  )
}

function billOrNothing(
  tables: RateTables,
  project: Project,
  part: ProjectPart,
): ProjectBill | undefined {
  try {
    return projectBillOf(tables, project, part)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
