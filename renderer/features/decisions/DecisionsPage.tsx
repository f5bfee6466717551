import { Alert, Button, Group } from '@mantine/core'
import { useMemo, useState } from 'react'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useTexts } from '../../i18n/useTexts'
import { useOpenRejections } from '../../store/queries/decisions'
import { MAX_ROWS } from '../../store/queries/live'
import { reopen } from '../../sync/decide'
import { Card } from './Card'
import { DecidedList } from './DecidedList'
import { DecidedPatches } from './DecidedPatches'
import { Escalated } from './Escalated'
import { groupRejections } from './group'
import { PatchCard } from './PatchCard'
import { joinPatches } from './patchCards'
import { useCardKeys } from './useCardKeys'
import type { Decided } from './ways'

/** Refused work, one card at a time; it stays until a person decides. */
export function DecisionsPage() {
  const { t } = useTexts('decisions')
  // Cut only after grouping: the oldest of a long row of refusals is their cause.
  const rejections = useOpenRejections(MAX_ROWS)
  const [place, setPlace] = useState(0)
  const [decided, setDecided] = useState<Decided>()
  const cards = useMemo(() => groupRejections(rejections ?? []), [rejections])
  const index = Math.min(place, Math.max(0, cards.length - 1))
  const card = cards[index]
  const patch = card && joinPatches([card.head, ...card.followers])
  const turn = (to: number) => setPlace(Math.max(0, Math.min(cards.length - 1, to)))
  const undo = async () => {
    if (!decided || decided.undo.length === 0) return
    const result = await reopen(decided.undo)
    if (result.ok) setDecided({ sentence: t('undone'), undo: [] })
  }
  useCardKeys({
    next: () => turn(index + 1),
    previous: () => turn(index - 1),
    undo: () => void undo(),
  })
  return (
    <Page title={t('title')} intro={t('intro')}>
      {decided && (
        <Alert color="green" role="status" mb="md">
          <Group gap="md">
            {decided.sentence}
            {decided.undo.length > 0 && (
              <Button variant="default" size="compact-sm" onClick={() => void undo()}>
                {t('undo')} (u)
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {rejections && !card && <EmptyState>{t('none')}</EmptyState>}
      {card && (
        <>
          <Group mb="sm" justify="space-between">
            <span>{t('position', { index: index + 1, count: cards.length })}</span>
            <span>{t(patch ? 'keysHintPatch' : 'keysHint')}</span>
            <Group gap="sm">
              <Button variant="default" disabled={index === 0} onClick={() => turn(index - 1)}>
                {t('previous')}
              </Button>
              <Button
                variant="default"
                disabled={index === cards.length - 1}
                onClick={() => turn(index + 1)}
              >
                {t('next')}
              </Button>
            </Group>
          </Group>
          {patch ? (
            <PatchCard key={card.head.uid} card={card} patch={patch} onDone={setDecided} />
          ) : (
            <Card key={card.head.uid} card={card} onDone={setDecided} />
          )}
        </>
      )}
      <DecidedPatches keyed={!decided || decided.undo.length === 0} />
      <Escalated onDone={setDecided} />
      <DecidedList onDone={setDecided} />
    </Page>
  )
}
