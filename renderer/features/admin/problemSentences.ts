import type { Translate } from '../../i18n/useTexts'

type Key = Parameters<Translate<'admin'>>[0]

/**
 * Sentences for what the merge reports, in the order in which they are tried. The groups are the
 * facts; what fits none is shown as it is.
 */
const patterns: readonly (readonly [RegExp, Key, readonly string[]])[] = [
  [/^NOT_JSON$/, 'pNotJson', []],
  [/^(.+): (\S+) \(.*\) overlaps (\S+)/, 'pOverlap', ['table', 'first', 'second']],
  [/^(.+): (\S+) overlaps (\S+)$/, 'pOverlap', ['table', 'first', 'second']],
  [/^reliefs: automatic (\S+) overlaps automatic (\S+)/, 'pReliefOverlap', ['first', 'second']],
  [/^(.+): gap between (\S+) \(.*\) and (\S+)/, 'pGap', ['table', 'first', 'second']],
  [/^(.+): gap before (\S+)/, 'pGapBefore', ['table', 'first']],
  [/^(.+): gap between (\S+) and (\S+)/, 'pGap', ['table', 'first', 'second']],
  [/^(.+): (\S+) .*ends before it begins/, 'pBackwards', ['table', 'first']],
  [/^rule id (\S+) is used twice/, 'pTwice', ['first']],
  [/^there is no rule (\S+) to end/, 'pNoRule', ['first']],
  [/^rule (\S+) ended already in (\S+)/, 'pEnded', ['first', 'second']],
  [/^rule (\S+) is dated like (\S+), not like (\S+)/, 'pDated', ['first', 'second', 'third']],
  [/^(\S+) ends by itself/, 'pEndsByItself', ['first']],
  [/^the version (\S+) was imported already/, 'pVersion', ['first']],
  [/^the holidays of (\d+) are known/, 'pHolidaysKnown', ['first']],
  [/^there are no holidays of (\d+)/, 'pHolidaysUnknown', ['first']],
  [/^unknown field (\S+) in (.+)$/, 'pUnknown', ['first', 'place']],
  [/^Unrecognized keys?: (.+?) \((.+)\)$/, 'pUnknown', ['first', 'place']],
  [/^Unrecognized keys?: (.+)$/, 'pUnknownTop', ['first']],
  [/^Invalid (?:input|option|string).*\((.+)\)$/, 'pInvalid', ['place']],
]

/** A problem of a file in the language of the screen. */
export function problemSentence(t: Translate<'admin'>, problem: string): string {
  for (const [pattern, key, names] of patterns) {
    const match = pattern.exec(problem)
    if (!match) continue
    const values = Object.fromEntries(names.map((name, i) => [name, match[i + 1] ?? '—']))
    return t(key, values)
  }
  return t('pOther', { message: problem })
}
