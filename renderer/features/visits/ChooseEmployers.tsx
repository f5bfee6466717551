import { Alert, Button, Radio, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { addDays } from '#shared/domain/calendar/localDate'
import { issueRightRules } from '#shared/domain/codes/issueRight'
import type { Employer } from '#shared/model/employer'
import { shortDate, today } from '../../components/format'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useSaveKey } from '../../components/useSaveKey'
import { useTexts } from '../../i18n/useTexts'
import { searchEmployers, useEmployers } from '../../store/queries/employers'
import type { RightView } from '../../store/queries/reservations'
import { useIsReachable } from '../../sync/loopState'
import { take } from './rightActions'
import { RightTag } from './RightTag'
import classes from './Visits.module.css'

const DAYS = ['day0', 'day1', 'day2'] as const
const SHOWN_HITS = 8

/** Picks employers by typing and asks for all their rights in one go. */
export function ChooseEmployers({ rights }: { rights: readonly RightView[] }) {
  const { t } = useTexts('visits')
  const [chosen, setChosen] = useState<readonly Employer[]>([])
  const [days, setDays] = useState(1)
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [notice, setNotice] = useState('')
  const [busy, setBusy] = useState(false)
  const reachable = useIsReachable()
  const add = (employer: Employer) =>
    setChosen((before) =>
      before.some(({ id }) => id === employer.id) ? before : [...before, employer],
    )

  const takeAll = async () => {
    if (busy || chosen.length === 0) return
    setBusy(true)
    const left: Employer[] = []
    let problem: RuleViolation | undefined
    for (const employer of chosen) {
      const violation = await take(employer.id, addDays(today(), days))
      if (!violation) continue
      left.push(employer)
      problem = violation
    }
    setBusy(false)
    setChosen(left)
    setRefusal(problem)
    setNotice(t('taken', { count: chosen.length - left.length }))
  }
  useSaveKey(() => void takeAll())

  return (
    <Panel
      title={t('choose')}
      actions={
        <Button
          loading={busy}
          disabled={chosen.length === 0}
          aria-keyshortcuts="Control+S"
          onClick={() => void takeAll()}
        >
          {t('take', { count: chosen.length })}
        </Button>
      }
    >
      {refusal && <Refusal violation={refusal} />}
      {notice && <p role="status">{notice}</p>}
      {!reachable && (
        <Alert color="amber" mb="md">
          {t('offline')}
        </Alert>
      )}
      <Radio.Group
        label={t('until')}
        value={String(days)}
        onChange={(value) => setDays(Number(value))}
        mb="md"
      >
        <div className={classes.days}>
          {issueRightRules.offeredDays.map((offset) => (
            <Radio
              key={offset}
              value={String(offset)}
              label={t('dayWith', {
                day: t(DAYS[offset]),
                date: shortDate(addDays(today(), offset)),
              })}
            />
          ))}
        </div>
      </Radio.Group>
      <Search rights={rights} onAdd={add} />
      <h3 className={classes.heading}>{t('chosen', { count: chosen.length })}</h3>
      {chosen.length === 0 && <p>{t('chosenNone')}</p>}
      <ul className={classes.list}>
        {chosen.map((employer) => (
          <li key={employer.id} className={classes.item}>
            <span>{employer.legalName}</span>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('remove', { name: employer.legalName })}
              onClick={() => setChosen(chosen.filter(({ id }) => id !== employer.id))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface SearchProps {
  rights: readonly RightView[]
  onAdd: (employer: Employer) => void
}

function Search({ rights, onAdd }: SearchProps) {
  const { t } = useTexts('visits')
  const [typed, setTyped] = useState('')
  const hits = useEmployers(typed, SHOWN_HITS)
  const shown = typed.trim() === '' ? [] : (hits?.rows ?? []).slice(0, SHOWN_HITS)
  const addNow = (employer: Employer) => {
    onAdd(employer)
    setTyped('')
  }
  /** Asks anew: the list on the screen may still be that of the letters before. */
  const addFirst = async (text: string) => {
    if (text.trim() === '') return
    const [first] = (await searchEmployers(text)).rows
    if (first) addNow(first)
  }
  return (
    <>
      <TextInput
        label={t('find')}
        description={t('findHint')}
        value={typed}
        autoFocus
        maw={480}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void addFirst(event.currentTarget.value)
        }}
      />
      {shown.length > 0 && (
        <ul className={classes.list} aria-label={t('hits')}>
          {shown.map((employer) => (
            <li key={employer.id} className={classes.item}>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('add', { name: employer.legalName })}
                onClick={() => addNow(employer)}
              >
                {employer.legalName}
              </Button>
              <RightTag right={rights.find(({ employerId }) => employerId === employer.id)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
