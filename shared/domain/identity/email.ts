import { z } from 'zod'
import { type Checked, checked, type Finding, finding } from '../findings'

/** Lower case without surrounding spaces: mailboxes are in practice not case-sensitive. */
export function normaliseEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFKC').trim()
}

/** A plausible address; well-known domains misspelt are pointed out with the likely one. */
export function validateEmail(text: string): Checked<string> {
  const email = normaliseEmail(text)
  const findings: Finding[] = []
  if (email.length > 120 || !z.regexes.email.test(email)) findings.push(finding('EMAIL_FORMAT'))
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const meant = misspelt.get(domain)
  if (meant !== undefined) findings.push(finding('EMAIL_LIKELY_TYPO', undefined, { domain, meant }))
  return checked(email, findings)
}

const misspelt: ReadonlyMap<string, string> = new Map([
  ['gmial.com', 'gmail.com'],
  ['gmai.com', 'gmail.com'],
  ['gamil.com', 'gmail.com'],
  ['gmail.co', 'gmail.com'],
  ['gmail.con', 'gmail.com'],
  ['gmail.co.id', 'gmail.com'],
  ['gmaill.com', 'gmail.com'],
  ['gnail.com', 'gmail.com'],
  ['yaho.com', 'yahoo.com'],
  ['yahooo.com', 'yahoo.com'],
  ['yhaoo.com', 'yahoo.com'],
  ['yahoo.con', 'yahoo.com'],
  ['yaho.co.id', 'yahoo.co.id'],
  ['hotmial.com', 'hotmail.com'],
  ['hotmail.con', 'hotmail.com'],
  ['outlok.com', 'outlook.com'],
  ['outlook.con', 'outlook.com'],
])
