import { type Checked, checked, type Finding, finding } from '../findings'
import { stripToCapitals } from './digits'

/** Participant card number without separators, in capitals; leading zeros count. */
export function normaliseKpj(text: string): string {
  return stripToCapitals(text)
}

/** Eleven digits; letters occur on old cards and are only pointed out. */
export function validateKpj(text: string): Checked<string> {
  const kpj = normaliseKpj(text)
  const findings: Finding[] = []
  if (!/^[0-9A-Z]{11}$/.test(kpj)) {
    findings.push(finding('KPJ_FORMAT', undefined, { length: kpj.length }))
  } else if (/[A-Z]/.test(kpj)) findings.push(finding('KPJ_LETTERS'))
  return checked(kpj, findings)
}
