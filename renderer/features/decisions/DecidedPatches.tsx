import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Rejection } from '#shared/sync/clientPorts'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useKey } from '../../components/useKey'
import { useTexts } from '../../i18n/useTexts'
import { useLive } from '../../store/queries/live'
import { useDecided } from '../../store/queries/decisions'
import { useFieldWords } from '../edits'
import classes from './Card.module.css'
import { UNDO_DAYS } from './escalation'
import { findRefusedPatch } from './patchCards'
import { findUndo, undo, type Undo } from './patchDecisions'

/** Decisions about edits of the last 30 days that can be undone; `U` undoes the latest, unless
 * other work was decided since (`keyed`). */
export function DecidedPatches({ keyed }: { keyed: boolean }) {
  const { t } = useTexts('decisions')
  const [since] = useState(() => new Date(Date.now() - UNDO_DAYS * 86_400_000).toISOString())
  const decided = useDecided()?.filter(
    (work) => (work.decidedAt ?? '') > since && findRefusedPatch(work) !== undefined,
  )
  const steps = useLive(
    () => withUndo(decided ?? []),
    [decided?.map(({ uid, state }) => `${uid} ${state}`)],
  )
  const [refusal, setRefusal] = useState<RuleViolation>()
  const latest = steps?.[0]
  const run = async (step: Undo) => setRefusal(await undo(step))
  useKey('u', () => keyed && latest && void run(latest.step))
  if (!steps || steps.length === 0) return null
  return (
    <Panel title={t('decidedTitle')}>
      {refusal && <Refusal violation={refusal} />}
      <ul className={classes.decided}>
        {steps.map(({ rejection, step }, place) => (
          <li key={rejection.uid}>
            <Decided rejection={rejection} step={step} />
            <Button
              variant="default"
              size="compact-md"
              {...(place === 0 && { 'aria-keyshortcuts': 'U' })}
              onClick={() => void run(step)}
            >
              {place === 0 ? t('undoKey') : t('undo')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Decided({ rejection, step }: { rejection: Rejection; step: Undo }) {
  const { t } = useTexts('decisions')
  const words = useFieldWords()
  const patch = findRefusedPatch(rejection)
  const fields = patch?.fields.map(({ field }) => words.labelOf(field)).join(', ') ?? ''
  return (
    <span>
      {t('decidedLine', {
        fields,
        title: patch?.title ?? '',
        time: dateTimeOf(rejection.decidedAt ?? rejection.rejectedAt),
      })}{' '}
      {step.kind === 'patch'
        ? t('undoTo', { value: words.valueOf(step.field, step.to) })
        : t('undoContact')}
    </span>
  )
}

/** Asked of the rows themselves, so that a decision that was undone or overtaken is not offered. */
async function withUndo(
  decided: readonly Rejection[],
): Promise<{ rejection: Rejection; step: Undo }[]> {
  // Of a chain of edits of one field the last one stands for all.
  const lastOf = new Map<string, Rejection>()
  for (const rejection of decided) {
    const patch = findRefusedPatch(rejection)
    const key = `${patch?.entity} ${patch?.id} ${patch?.fields[0]?.field}`
    const known = lastOf.get(key)
    if (!known || known.command.order < rejection.command.order) lastOf.set(key, rejection)
  }
  const steps = []
  for (const rejection of lastOf.values()) {
    const step = await findUndo(rejection)
    if (step) steps.push({ rejection, step })
  }
  return steps
}
