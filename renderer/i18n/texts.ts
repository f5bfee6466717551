/** English has a singular for one of anything; Indonesian says it in the same words. */
type English<T> = Record<keyof T, string> & { [K in keyof T & string as `${K}_one`]?: string }

/**
 * Texts of one feature in both languages. English must have every key that Indonesian has, and may
 * have `…_one` beside a key with a count; any other missing or surplus one is a compile error.
 */
export function defineTexts<T extends Record<string, string>>(texts: {
  id: T
  en: NoInfer<English<T>>
}): { id: T; en: English<T> } {
  return texts
}
