/**
 * Texts of one feature in both languages. English must have every key that Indonesian has; a
 * missing or surplus one is a compile error.
 */
export function defineTexts<T extends Record<string, string>>(texts: {
  id: T
  en: Record<keyof T, string>
}): { id: T; en: Record<keyof T, string> } {
  return texts
}
