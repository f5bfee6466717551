import { period as periodText } from '../../components/format'
import { Explanation, type ExplanationProps } from './Explanation'
import { ExplainSheet } from './ExplainSheet'

/** The explanation of an employer's bill. */
export function ExplainButton(props: ExplanationProps) {
  return (
    <ExplainSheet subject={periodText(props.period)}>
      <Explanation {...props} />
    </ExplainSheet>
  )
}
