import { dateTimeOf } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import classes from './Card.module.css'
import type { DecisionCard } from './group'

/** What the head wrote on any of the work of a card. */
export function Notes({ card }: { card: DecisionCard }) {
  const { t } = useTexts('decisions')
  return [card.head, ...card.followers].map(({ uid, row }) => {
    const note = row?.note
    return (
      note && (
        <p key={uid} className={classes.note}>
          {t('noteOf', { name: note.by.name, time: dateTimeOf(note.by.at), text: note.text })}
        </p>
      )
    )
  })
}
