import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import {
  ruleCodes,
  type RuleCode,
  type RuleDetail,
  type RuleViolation,
} from '#shared/commands/ruleCodes'
import { refusalValues } from './refusalValues'
import { useTexts } from '../i18n/useTexts'

/** Why something was refused and what to do; the code stays in the small print. */
export function Refusal({ violation }: { violation: Pick<RuleViolation, 'code' | 'detail'> }) {
  const { sentence, advice } = useRefusalText(violation.code, violation.detail)
  return (
    <Alert
      color="red"
      role="alert"
      mb="md"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={sentence}
    >
      {advice}
    </Alert>
  )
}

export function useRefusalText(
  code: string,
  detail: RuleDetail,
): { sentence: string; advice: string } {
  const { t } = useTexts('refusals')
  const known = isRuleCode(code) ? code : 'INTERNAL'
  const values = refusalValues(detail)
  return { sentence: t(known, values), advice: t(`${known}_advice`, values) }
}

/** A newer server may know reasons that this version has no sentence for. */
function isRuleCode(code: string): code is RuleCode {
  return ruleCodes.some((known) => known === code)
}
