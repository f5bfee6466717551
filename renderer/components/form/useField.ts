import type { Finding } from '#shared/domain/findings'
import { useFindingSentence } from './findingSentence'
import { fieldId, useFormChecks } from './FormChecks'

/** What a field shows besides its value: one error at most, and what is unusual. */
export function useField(name: string): {
  id: string
  error: string | undefined
  warnings: readonly Finding[]
} {
  const checks = useFormChecks()
  const sentence = useFindingSentence()
  const findings = checks.findingsOf(name)
  const error = findings.find(({ severity }) => severity === 'ERROR')
  return {
    id: fieldId(name),
    error: checks.refusalOf(name) ?? (error && sentence(error)),
    warnings: error ? [] : findings,
  }
}
