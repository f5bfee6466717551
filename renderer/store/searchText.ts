/** Words in front of or behind a name that say nothing about which company it is. */
const LEGAL_FORMS = new Set([
  'PT',
  'CV',
  'UD',
  'PD',
  'FA',
  'FIRMA',
  'TBK',
  'PERSERO',
  'KOPERASI',
  'YAYASAN',
  'TOKO',
  'BUMDES',
])

/** More words than this in a name add cost and no find. */
const MAX_TOKENS = 8

/** Upper case without accents and punctuation, single spaces: how names are compared. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The name as lists sort it: without PT, CV and the like at either end. */
export function sortName(name: string): string {
  const words = plainText(name).split(' ')
  while (words.length > 1 && LEGAL_FORMS.has(words[0] ?? '')) words.shift()
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/** The words a row is found by, each once. Numbers (NPP, NPWP) count as words. */
export function searchTokens(name: string, ...numbers: (string | undefined)[]): string[] {
  const words = sortName(name).split(' ').slice(0, MAX_TOKENS)
  const given = numbers.filter((number) => number !== undefined && number !== '')
  return [...new Set([...words, ...given.map((number) => plainText(String(number)))])].filter(
    (word) => word !== '',
  )
}

/** The words of several texts, each text with its own share: name, other name, number with slashes. */
export function mergeTokens(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => searchTokens(text)))]
}

/** What a person typed, as words; the legal form is dropped unless it is all there is. */
export function searchWords(typed: string): string[] {
  const words = plainText(typed).split(' ').filter(Boolean)
  const telling = words.filter((word) => !LEGAL_FORMS.has(word))
  return [...new Set(telling.length > 0 ? telling : words)]
}
