import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { isImportFinding, type RowFinding } from '#shared/registration/importFindings'
import type { ImportProblem } from '#shared/registration/importProblem'
import { importTextsEn, importTextsId } from '#shared/registration/importTexts'
import { useFindingSentence } from '../../../components/form/findingSentence'

/** Sentences for findings of a list's rows and for files that cannot be used. */
export function useRowSentences(): {
  ofFinding: (finding: RowFinding) => string
  ofProblem: (problem: Pick<ImportProblem, 'code' | 'detail'>) => string
} {
  const { i18n } = useTranslation()
  const sentence = useFindingSentence()
  const texts = i18n.language === 'en' ? importTextsEn : importTextsId
  const ofFinding = useCallback(
    (finding: RowFinding) =>
      isImportFinding(finding.code)
        ? fill(texts.findings[finding.code], finding.detail)
        : sentence({ code: finding.code, ...(finding.detail && { detail: finding.detail }) }),
    [texts, sentence],
  )
  const ofProblem = useCallback(
    ({ code, detail }: Pick<ImportProblem, 'code' | 'detail'>) =>
      fill(texts.problems[code], detail),
    [texts],
  )
  return { ofFinding, ofProblem }
}

function fill(template: string, detail: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(detail[name] ?? whole))
}
