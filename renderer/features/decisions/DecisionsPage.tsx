import { Alert, Button, Group } from '@mantine/core'
import { useMemo, useState } from 'react'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useTexts } from '../../i18n/useTexts'
import { useOpenRejections } from '../../store/queries/decisions'
import { Card } from './Card'
import { groupRejections } from './group'

/** Refused work, one card at a time; it stays until a person decides. */
export function DecisionsPage() {
  const { t } = useTexts('decisions')
  const rejections = useOpenRejections()
  const [place, setPlace] = useState(0)
  const [notice, setNotice] = useState('')
  const cards = useMemo(() => groupRejections(rejections ?? []), [rejections])
  const index = Math.min(place, Math.max(0, cards.length - 1))
  const card = cards[index]
  return (
    <Page title={t('title')} intro={t('intro')}>
      {notice && (
        <Alert color="green" role="status" mb="md">
          {notice}
        </Alert>
      )}
      {rejections && !card && <EmptyState>{t('none')}</EmptyState>}
      {card && (
        <>
          <Group mb="sm" justify="space-between">
            <span>{t('position', { index: index + 1, count: cards.length })}</span>
            <Group gap="sm">
              <Button variant="default" disabled={index === 0} onClick={() => setPlace(index - 1)}>
                {t('previous')}
              </Button>
              <Button
                variant="default"
                disabled={index === cards.length - 1}
                onClick={() => setPlace(index + 1)}
              >
                {t('next')}
              </Button>
            </Group>
          </Group>
          <Card key={card.head.uid} card={card} onDone={setNotice} />
        </>
      )}
    </Page>
  )
}
