/** Province codes used in identity numbers, including the Papuan provinces created in 2022. */
export const provinceCodes: ReadonlySet<string> = new Set([
  ...range(11, 19),
  '21',
  ...range(31, 36),
  ...range(51, 53),
  ...range(61, 65),
  ...range(71, 76),
  '81',
  '82',
  ...range(91, 96),
])

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
}
