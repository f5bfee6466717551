import { expect, test } from 'vitest'
import { importFindingCodes } from '#shared/registration/importFindings'
import { importTextsEn, importTextsId } from '#shared/registration/importTexts'

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

test('[U-20] every finding and problem has a sentence in both languages with the same quotes', () => {
  for (const group of ['findings', 'problems'] as const) {
    const id: Readonly<Record<string, string>> = importTextsId[group]
    const en: Readonly<Record<string, string>> = importTextsEn[group]
    expect(Object.keys(id).sort()).toEqual(Object.keys(en).sort())
    for (const [code, text] of Object.entries(id)) {
      expect(holes(text), code).toEqual(holes(en[code] ?? ''))
      // A reason is a sentence of its own, with its full stop.
      expect(text, code).toMatch(/^\S.*(\.|\{\{reason\}\})$/)
    }
  }
  expect(Object.keys(importTextsId.findings).sort()).toEqual([...importFindingCodes].sort())
})
