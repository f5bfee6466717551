import type { BpuMember } from '#shared/model/bpuMember'
import type { Project } from '#shared/model/project'
import {
  dateTimeOf,
  longDate,
  maskedNik,
  money,
  percent,
  period,
  shortDate,
} from '../../components/format'
import { Panel } from '../../components/Panel'
import { useTexts, type Translate } from '../../i18n/useTexts'
import classes from './EmployerPage.module.css'
import type { OtherPayerOf } from './OtherPayer'

/** What was registered, as facts. */
export function OtherPayerData({ payer }: { payer: OtherPayerOf }) {
  const { t } = useTexts('employers')
  const facts = payer.kind === 'BPU' ? memberFacts(t, payer.row) : projectFacts(t, payer.row)
  const { name, at } = payer.row.registered
  return (
    <Panel title={t('otherData')}>
      <dl className={classes.facts}>
        {[...facts, [t('registered'), `${name}, ${dateTimeOf(at)}`] as const].map(
          ([label, value]) => (
            <Fact key={label} label={label} value={value} />
          ),
        )}
      </dl>
    </Panel>
  )
}

type Facts = readonly (readonly [string, string])[]

function memberFacts(t: Translate<'employers'>, member: BpuMember): Facts {
  const jht = member.withJht || member.isBusinessOwner
  return [
    [t('nik'), maskedNik(member.nik)],
    [t('occupation'), member.occupation],
    [t('income'), money(member.monthlyIncome)],
    [t('programmes'), jht ? 'JKK · JKM · JHT' : 'JKK · JKM'],
    [t('paidBy'), member.paidBy ?? member.fullName],
    [t('since'), period(member.startPeriod)],
    [t('heir'), `${member.heirName} (${member.heirRelation})`],
    [t('address'), member.address],
  ]
}

function projectFacts(t: Translate<'employers'>, project: Project): Facts {
  return [
    [t('contractor'), project.contractorName],
    [t('contract'), `${project.contractNo}, ${longDate(project.contractDate)}`],
    [t('location'), project.location],
    [t('duration'), `${shortDate(project.startDate)} – ${shortDate(project.endDate)}`],
    [t('contractValue'), money(project.contractValue)],
    [t('workers'), String(project.workerCount)],
    [
      t('terms'),
      project.method === 'WAGE'
        ? t('byWages')
        : project.terms
            .map(({ sharePpm, dueDate }) => `${percent(sharePpm)} ${shortDate(dueDate)}`)
            .join(' · '),
    ],
  ]
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
