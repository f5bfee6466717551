import { explainTexts } from './explain'
import type { Translate } from './useTexts'

/** The sentences of the steps as paper has them: always in Indonesian, whatever the screen speaks. */
export const sayOnPaper: Translate<'explain'> = (key, values = {}) => {
  const text = explainTexts.id[key as keyof typeof explainTexts.id]
  return text.replace(/{{(\w+)}}/g, (gap, name: string) => String(values[name] ?? gap))
}
