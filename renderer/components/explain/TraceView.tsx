import type { ReactNode } from 'react'
import type { TraceStep } from '#shared/domain/contributions/trace'
import { citeRegulation } from '#shared/letters/content/citation'
import { money } from '../format'
import { useTexts } from '../../i18n/useTexts'
import { stepFormula, stepSentence } from './stepSentence'
import classes from './TraceView.module.css'

interface TraceViewProps {
  trace: readonly TraceStep[]
  /** What stands below a step, e.g. the workers that a sum is made of. */
  detail?: (step: TraceStep) => ReactNode
}

/**
 * Steps from input to amount, read like a receipt: what was done, the formula, the regulation, the
 * amount at the right, the total underlined twice. The one way in which any figure is explained.
 */
export function TraceView({ trace, detail }: TraceViewProps) {
  const { t } = useTexts('explain')
  return (
    <ol className={classes.receipt} aria-label={t('label')}>
      {trace.map((step, place) => (
        <li
          // A trace is made at once and never reordered.
          // oxlint-disable-next-line react/no-array-index-key
          key={place}
          className={step.step === 'TOTAL' ? classes.total : classes.step}
        >
          <Step step={step} trace={trace} />
          {detail?.(step)}
        </li>
      ))}
    </ol>
  )
}

function Step({ step, trace }: { step: TraceStep; trace: readonly TraceStep[] }) {
  const { t } = useTexts('explain')
  const isSum = step.step === 'CONTRIBUTION' || step.step === 'TOTAL'
  const formula = stepFormula(t, step, trace)
  return (
    <>
      <div className={`${classes.line} ${isSum ? classes.strong : ''}`}>
        <span>{stepSentence(t, step)}</span>
        {step.amount !== undefined && <span>{money(step.amount)}</span>}
      </div>
      {formula && <div>{formula}</div>}
      {step.step !== 'TOTAL' && <Source step={step} />}
    </>
  )
}

function Source({ step }: { step: TraceStep }) {
  const { t } = useTexts('explain')
  const isDesign = step.source.startsWith('design')
  return (
    <div className={classes.source}>
      {isDesign
        ? t('sourceDesign')
        : `${t('source')}: ${citeRegulation(step.source, step.programme)}`}{' '}
      · {t('rule', { id: step.ruleId })}
    </div>
  )
}
