import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { Refusal } from '../../components/Refusal'
import { useTexts } from '../../i18n/useTexts'
import { dismiss } from '../../sync/decide'
import classes from './Card.module.css'
import type { DecisionCard } from './group'
import { suggestionFor } from './suggestions'
import { useCardKeys } from './useCardKeys'
import { useWays } from './useWays'
import type { Decided, Way } from './ways'

interface ChoicesProps {
  card: DecisionCard
  onDone: (decided: Decided) => void
}

/** The ways forward under their digits, the suggested one first with its reason; 0 lays aside. */
export function Choices({ card, onDone }: ChoicesProps) {
  const { t } = useTexts('decisions')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const asideButton = useRef<HTMLButtonElement>(null)
  const ways = useWays(card)
  const { ways: preferred, why } = suggestionFor(card.head.code)
  const suggested = preferred.find(
    (name) => name === 'aside' || ways.some((way) => way.name === name),
  )
  const asideFirst = suggested === 'aside' || ways.length === 0

  const choose = async (way: Way) => {
    // A second press of a key must not send the same work twice.
    if (busy) return
    setBusy(true)
    const result = await way.run()
    setBusy(false)
    if (!result) return
    if ('violation' in result) setRefusal(result.violation)
    else onDone({ sentence: result.done, undo: [] })
  }
  const askAside = () => asideButton.current?.click()
  useCardKeys({
    digit: (digit) => {
      if (digit === 0) return askAside()
      const way = ways[digit - 1]
      if (way) void choose(way)
    },
    suggested: () => {
      if (asideFirst) askAside()
      else if (ways[0]) void choose(ways[0])
    },
  })

  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      <p className={classes.why}>
        {t('suggestion')} <kbd>{asideFirst ? 0 : 1}</kbd> {t(why)}
      </p>
      <div className={classes.actions}>
        {ways.map((way, place) => (
          <Button
            key={way.label}
            variant={place === 0 && !asideFirst ? 'filled' : 'default'}
            leftSection={<kbd className={classes.key}>{place + 1}</kbd>}
            disabled={busy}
            onClick={() => void choose(way)}
          >
            {way.label}
            {place === 0 && !asideFirst && ` (${t('suggested')})`}
          </Button>
        ))}
        <ConfirmWithReason
          open={`0 · ${t('dismiss')}${asideFirst ? ` (${t('suggested')})` : ''}`}
          buttonRef={asideButton}
          variant="default"
          title={t('dismiss')}
          body={t('dismissBody')}
          reasonLabel={t('dismissReason')}
          confirm={t('dismissConfirm')}
          onConfirm={async (reason) => {
            const uids = [card.head, ...card.followers].map(({ uid }) => uid)
            const result = await dismiss(uids, reason)
            if (!result.ok) return result.violation
            onDone({ sentence: t('dismissed'), undo: uids })
            return undefined
          }}
        />
      </div>
    </>
  )
}
