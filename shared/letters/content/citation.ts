/**
 * A rate's source as a letter cites it: only the first regulation with its article, in Indonesian.
 * `PP 44/2015 Art. 16 and Appendix I (…); amended by …` → `PP 44/2015 Pasal 16`. A source that names
 * no article is printed up to its first remark. Where each programme has its regulation
 * (`PP 44/2015 Appendix II (JKK, …); PP 46/2015 appendix (JHT, …)`), that of `programme` is cited.
 */
export function citeRegulation(source: string, programme?: string): string {
  const own = source.split(';').find((part) => part.includes(`(${programme},`))
  const first = (own ?? source).split(/;|\(|\band\b|,/)[0] ?? source
  return first
    .replace(/\bArts?\.\s*/, 'Pasal ')
    .replace(/\bappendix\b/i, 'Lampiran')
    .trim()
}
