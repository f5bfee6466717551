import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useRefusalText } from '../../components/Refusal'
import { useTexts } from '../../i18n/useTexts'
import { useCommandSentence } from '../syncStatus'
import classes from './Card.module.css'
import { bodies } from './cardParts'
import { Choices } from './Choices'
import type { DecisionCard } from './group'
import { HandedOutPaper } from './HandedOutPaper'
import { Notes } from './Notes'
import type { Decided } from './ways'

interface CardProps {
  card: DecisionCard
  onDone: (decided: Decided) => void
}

/** What happened in a sentence, both versions side by side, what fell with it, ways forward. */
export function Card({ card, onDone }: CardProps) {
  const { t } = useTexts('decisions')
  const say = useCommandSentence()
  const { head, followers } = card
  const { sentence, advice } = useRefusalText(head.code, head.detail)
  const Body = bodies[head.code]
  return (
    <div data-testid="decision-card">
      <Panel title={say(head.command)}>
        <p className={classes.sentence}>{sentence}</p>
        <p>{advice}</p>
        <p className={classes.soft}>
          {t('refusedAt', {
            time: dateTimeOf(head.rejectedAt),
            made: dateTimeOf(head.command.occurredAt),
            actor: head.command.actor.name,
          })}
        </p>
        <Notes card={card} />
        <HandedOutPaper card={card} />
        {Body && <Body rejection={head} />}
        {followers.length > 0 && (
          <details className={classes.followers} open>
            <summary>{t('followers', { count: followers.length })}</summary>
            <ul>
              {followers.map((follower) => (
                <li key={follower.uid}>{say(follower.command)}</li>
              ))}
            </ul>
          </details>
        )}
        <Choices card={card} onDone={onDone} />
      </Panel>
    </div>
  )
}
