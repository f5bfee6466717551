import { type Checked, checked, type Finding, finding } from '../findings'

/** One space between words, plain apostrophes; the case stays as typed. */
export function normalisePersonName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, ' ')
    .trim()
    .normalize('NFKC')
}

/** Letters, spaces, apostrophe, dot, dash; academic titles belong into their own field. */
export function validatePersonName(text: string): Checked<string> {
  const name = normalisePersonName(text)
  const findings: Finding[] = []
  if (name === '') findings.push(finding('REQUIRED'))
  else if (name.length > 150) {
    findings.push(finding('TEXT_LENGTH', undefined, { min: 1, max: 150, length: name.length }))
  } else if (!/^[\p{L}\p{M} '.,-]+$/u.test(name) || !/\p{L}/u.test(name)) {
    findings.push(finding('NAME_CHARACTERS'))
  } else if (name.includes(',') || dottedTitles.test(name)) findings.push(finding('NAME_HAS_TITLE'))
  return checked(name, findings)
}

/** Capitals without titles and punctuation: what is compared with an identity card. */
export function comparableName(text: string): string {
  const capitals = normalisePersonName(normalisePersonName(text).toUpperCase())
  const beforeComma = capitals.split(',')[0] ?? ''
  const words = beforeComma
    .replace(dottedTitles, '')
    .replace(/['.-]/g, (mark) => (mark === '.' ? ' ' : ''))
    .split(/\s+/)
    .filter((word) => word !== '')
  while (words.length > 1 && leadingTitles.has(words[0] ?? '')) words.shift()
  return words.join(' ').normalize('NFKC')
}

export type NameAgreement = 'SAME' | 'CLOSE' | 'DIFFERENT'

/** Titles and case aside: equal, off by one or two letters, or different. */
export function compareNames(a: string, b: string): NameAgreement {
  const distance = boundedDistance(comparableName(a), comparableName(b), 2)
  return distance === 0 ? 'SAME' : distance <= 2 ? 'CLOSE' : 'DIFFERENT'
}

/** What a verifier sees when the name on the card differs from the form. */
export function nameFindings(onForm: string, onCard: string): Finding[] {
  switch (compareNames(onForm, onCard)) {
    case 'SAME':
      return []
    case 'CLOSE':
      return [finding('NAME_CLOSE')]
    case 'DIFFERENT':
      return [finding('NAME_DIFFERENT')]
  }
}

const leadingTitles = new Set([
  'H',
  'HJ',
  'KH',
  'DR',
  'DRG',
  'DRS',
  'DRA',
  'IR',
  'PROF',
  'APT',
  'NS',
])

// "S.E", "S.Kom.", "M.M." behind a name without the comma that should stand there.
const dottedTitles = /(?: (?:S|M|A|D|SP|AMD)\.\s?[A-Z][A-Z]{0,4}\.?)+$/i

/** Edits (insert, delete, replace, swap neighbours) between two texts, or `limit + 1` if more. */
function boundedDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    if (Math.min(...row) > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? limit + 1
}
