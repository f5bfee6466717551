/** Sizes of a business as findings and forms name them. */
export const commonSizes: Record<'id' | 'en', Readonly<Record<string, string>>> = {
  id: { MICRO: 'mikro', SMALL: 'kecil', MEDIUM: 'menengah', LARGE: 'besar' },
  en: { MICRO: 'micro', SMALL: 'small', MEDIUM: 'medium', LARGE: 'large' },
}
