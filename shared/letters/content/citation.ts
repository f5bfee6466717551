/**
 * A rate's source as a letter cites it: only the first regulation with its article, in Indonesian.
 * `PP 44/2015 Art. 16 and Appendix I (…); amended by …` → `PP 44/2015 Pasal 16`. A source that names
 * no article is printed up to its first remark.
 */
export function citeRegulation(source: string): string {
  const first = source.split(/;|\(|\band\b|,/)[0] ?? source
  return first.replace(/\bArts?\.\s*/, 'Pasal ').trim()
}
