/** Separators people and spreadsheets put into numbers: spaces of all kinds, dots, dashes, quotes. */
const separators = /[\s\u00a0\u200b-\u200f\u2060\ufeff.\-\u2010-\u2015'`\u2018\u2019]/g

/** The text without separators; other characters stay, so that mistakes remain visible. */
export function stripSeparators(text: string): string {
  // Normalised again because removing a separator can bring a letter and its accent together.
  return text.normalize('NFKC').replace(separators, '').normalize('NFKC')
}

/** As `stripSeparators`, with plain letters in capitals, for numbers that may hold letters. */
export function stripToCapitals(text: string): string {
  return stripSeparators(text)
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .normalize('NFKC')
}
