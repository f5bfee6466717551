import { Alert } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTexts } from '../../i18n/useTexts'
import type { DecisionCard } from './group'
import { handedOut } from './subject'

/** Names what the employer may hold on paper because of refused work, and what to say. */
export function HandedOutPaper({ card }: { card: DecisionCard }) {
  const { t } = useTexts('decisions')
  const papers = handedOut(card)
  if (papers.length === 0) return null
  return (
    <Alert
      color="amber"
      mb="md"
      maw={820}
      icon={<IconPrinter size={20} aria-hidden />}
      title={t('handedOutTitle')}
    >
      <ul>
        {papers.map((paper) => (
          <li key={JSON.stringify(paper)}>
            {paper.kind === 'code'
              ? t('paperCode', { code: paper.code })
              : t(`paper_${paper.kind}`)}
          </li>
        ))}
      </ul>
      {t('handedOutAdvice')}
    </Alert>
  )
}
