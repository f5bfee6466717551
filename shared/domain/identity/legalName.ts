import { type Checked, checked, type Finding, finding } from '../findings'

/** Words for the legal form, which are no part of a company's proper name. */
const forms = new Set(['PT', 'CV', 'UD', 'TBK', 'FA', 'FIRMA', 'PD', 'NV', 'PERUM', 'PERSERO'])

/** Capitals, one space between words, as company names are stored. */
export function normaliseLegalName(text: string): string {
  return tidy(tidy(text).toUpperCase())
}

/** The proper name for comparing and sorting: `PT. Maju Jaya, Tbk` becomes `MAJU JAYA`. */
export function comparableLegalName(text: string): string {
  const words = normaliseLegalName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const own = words.filter((word) => !forms.has(word))
  return (own.length === 0 ? words : own).join(' ')
}

/** 3 to 150 characters; the same legal form before and after the name is pointed out. */
export function validateLegalName(text: string): Checked<string> {
  const name = normaliseLegalName(text)
  const findings: Finding[] = []
  if (name.length < 3 || name.length > 150) {
    findings.push(finding('TEXT_LENGTH', undefined, { min: 3, max: 150, length: name.length }))
  }
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => forms.has(word))
  if (words.some((word, i) => words.indexOf(word) !== i)) {
    findings.push(finding('LEGAL_FORM_REPEATED'))
  }
  return checked(name, findings)
}

function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}
