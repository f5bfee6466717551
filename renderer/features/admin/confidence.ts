import { useTexts } from '../../i18n/useTexts'

const known = ['confirmed', 'one-source', 'general-knowledge', 'design', 'fictional'] as const

/** How sure the project is of a figure; a remark behind the word stays in the source's language. */
export function useConfidence(): (value: string) => string {
  const { t } = useTexts('admin')
  return (value) => {
    const word = known.find((one) => value.startsWith(one))
    return word ? t(`c_${word}`) : value
  }
}
