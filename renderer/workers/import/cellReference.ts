/** Zero-based column of a column's letters: `A` is 0, `AB` is 27. */
export function columnNumber(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Zero-based column of a cell reference such as `AB12`; undefined when it is none. */
export function findColumn(reference: string): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d{1,7}$/i.exec(reference)?.[1]
  return letters === undefined ? undefined : columnNumber(letters)
}

/** The letters of a zero-based column: 0 is `A`, 27 is `AB`. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}
