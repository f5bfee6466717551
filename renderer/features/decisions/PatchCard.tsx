import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { valueOf } from '#shared/commands/records/patchRecord'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useKey } from '../../components/useKey'
import { useTexts } from '../../i18n/useTexts'
import { usePatchable } from '../../store/queries/patches'
import { useIsMe } from '../../sync/sessionStore'
import { useFieldWords } from '../edits'
import classes from './Card.module.css'
import type { DecisionCard } from './group'
import { Notes } from './Notes'
import type { RefusedPatch } from './patchCards'
import { choicesOf, decide, type Choice } from './patchDecisions'
import type { Decided } from './ways'

interface PatchCardProps {
  card: DecisionCard
  patch: RefusedPatch
  onDone: (decided: Decided) => void
}

/** Two people changed the same field: both versions, who and when, one key each. */
export function PatchCard({ card, patch, onDone }: PatchCardProps) {
  const { t } = useTexts('decisions')
  const { labelOf } = useFieldWords()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const { title, gone } = patch
  const first = patch.fields[0]
  const colleague = (gone ? patch.removedBy : first?.theirsBy) || t('colleague')
  const fields = patch.fields.map(({ field }) => labelOf(field)).join(', ')
  const { actor } = card.head.command
  const isMe = useIsMe()
  const me = isMe(actor) ? t('you') : actor.name
  const sentence = t(gone ? 'goneSentence' : 'clashSentence', {
    fields,
    title,
    name: colleague,
    me,
  })
  const choices = choicesOf(patch)
  const words: Record<Choice, string> = {
    theirs: t(gone ? 'leaveGone' : 'useTheirs', { name: colleague }),
    mine: t('useMine'),
    both: t(patch.entity === 'employerContact' && gone ? 'keepAsNew' : 'keepBoth'),
  }
  const choose = async (choice: Choice) => {
    if (busy || !choices.includes(choice)) return
    setBusy(true)
    const violation = await decide(card, choice, words[choice])
    setBusy(false)
    if (violation) setRefusal(violation)
    else onDone({ sentence: t('decided', { choice: words[choice] }), undo: [] })
  }
  const ask = async () => {
    const question = t('question', { name: colleague, fields, title })
    await navigator.clipboard.writeText(question)
    setAsked(true)
  }
  useKey('1', () => void choose('theirs'))
  useKey('2', () => void choose('mine'))
  useKey('3', () => void choose('both'))
  useKey('0', () => void ask())
  return (
    <div data-testid="decision-card">
      <Panel title={sentence}>
        <Versions card={card} patch={patch} colleague={colleague} />
        <p className={classes.soft}>{t(gone ? 'whyGone' : 'whyTheirs', { name: colleague })}</p>
        <Notes card={card} />
        {refusal && <Refusal violation={refusal} />}
        <div className={classes.actions}>
          {choices.map((choice) => (
            <Button
              key={choice}
              variant={choice === 'theirs' ? 'filled' : 'default'}
              aria-keyshortcuts={KEYS[choice]}
              onClick={() => void choose(choice)}
            >
              {KEYS[choice]} · {words[choice]}
              {choice === 'theirs' && ` (${t('suggested')})`}
            </Button>
          ))}
          <Button variant="subtle" aria-keyshortcuts="0" onClick={() => void ask()}>
            0 · {t('askColleague', { name: colleague })}
          </Button>
        </div>
        {asked && <p role="status">{t('questionCopied')}</p>}
      </Panel>
    </div>
  )
}

const KEYS: Record<Choice, string> = { theirs: '1', mine: '2', both: '3' }

interface VersionsProps {
  card: DecisionCard
  patch: RefusedPatch
  colleague: string
}

/** Only the fields that differ, both versions, who and when. */
function Versions({ card, patch, colleague }: VersionsProps) {
  const { t } = useTexts('decisions')
  const words = useFieldWords()
  // The colleague may have gone on since the refusal: what counts is what is there now.
  const row = usePatchable(patch.entity, patch.id)
  const { command } = [card.head, ...card.followers].at(-1) ?? card.head
  const isOwn = useIsMe()(command.actor)
  const theirsAt = patch.gone ? patch.removedAt : (patch.fields[0]?.theirsAt ?? '')
  return (
    <Table maw={820} withTableBorder aria-label={`${t('yours')} / ${colleague}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th scope="col">
            {t('theirsBy', {
              name: isOwn ? t('ownSide') : command.actor.name,
              time: dateTimeOf(command.occurredAt),
            })}
          </Table.Th>
          <Table.Th scope="col">
            {theirsAt === ''
              ? colleague
              : t('theirsBy', { name: colleague, time: dateTimeOf(theirsAt) })}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {patch.fields.map(({ field, mine, theirs }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row" fw={400}>
              {words.labelOf(field)}
            </Table.Th>
            <Table.Td fw={600}>{words.valueOf(field, mine)}</Table.Td>
            <Table.Td fw={600}>
              {patch.gone ? t('removed') : words.valueOf(field, row ? valueOf(row, field) : theirs)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
