// @vitest-environment happy-dom
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { ruleCodes } from '#shared/commands/ruleCodes'
import { findingCodes } from '#shared/domain/findings'
import { importFindingCodes } from '#shared/registration/importFindings'
import { importTextsEn, importTextsId } from '#shared/registration/importTexts'
import { startI18n } from '../../../renderer/i18n'
import { resources, type Language } from '../../../renderer/i18n/resources'

type TextTree = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Every text that people see, by language, namespace and key; the import's sentences included. */
const texts: Readonly<Record<Language, TextTree>> = {
  id: {
    ...resources.id,
    importFindings: importTextsId.findings,
    importProblems: importTextsId.problems,
  },
  en: {
    ...resources.en,
    importFindings: importTextsEn.findings,
    importProblems: importTextsEn.problems,
  },
}

const entries = (language: Language): [where: string, key: string, text: string][] =>
  Object.entries(texts[language]).flatMap(([namespace, table]) =>
    Object.entries(table).map(([key, text]): [string, string, string] => [
      `${namespace}:${key}`,
      key,
      text,
    ]),
  )

const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

const words = (text: string): string[] =>
  text
    .replace(/\{\{\w+\}\}/g, ' ')
    // Column titles of the companies' lists are quoted as they stand in the file.
    .replace(/\b[A-Z]+_[A-Z_]+\b/g, ' ')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []

/** Words that belong to one language only; each would be a sentence that nobody translated. */
const ENGLISH =
  'the and of is are was were not with from your you have has save saved cancel error delete search loading please retry bill bills worker workers employer employers payment print name date file row rows this that failed invalid required unknown back close open next previous sign'.split(
    ' ',
  )
const INDONESIAN =
  'yang dan tidak belum sudah untuk dengan dari pada akan atau bila lalu simpan tersimpan batalkan hapus tagihan perusahaan kerja pembayaran surat nama tanggal berkas baris gagal wajib buka tutup'.split(
    ' ',
  )

/** The name of a language is written in that language, whatever the rest is. */
const NAMES_OF_LANGUAGES = new Set(['frame:language', 'settings:indonesian', 'settings:english'])

/** Beside a key with a count: the sentence for one. */
const ONE = '_one'
/** Limits and tables of the law that are far from one. */
const ALWAYS_MANY = new Set([
  'admin:vBrackets',
  'admin:vTiers',
  'admin:vSanction',
  'admin:vPmi',
  'admin:vHolidays',
  'admin:vQualities',
  'billing:bpuReturn',
  'guard:pendingWarn',
  'guard:pendingStop',
  'refusals:TOO_MUCH_UNSENT',
])

describe('[U-40] every reason has a sentence', () => {
  it.each(['id', 'en'] as const)(
    'of refusal, with advice, and none is left over (%s)',
    (language) => {
      const wanted = ruleCodes.flatMap((code) => [code, `${code}_advice`])
      expect(Object.keys(resources[language].refusals).sort()).toEqual(wanted.sort())
    },
  )

  it.each(['id', 'en'] as const)('of a check, and none is left over (%s)', (language) => {
    expect(Object.keys(resources[language].findings).sort()).toEqual([...findingCodes].sort())
  })

  it.each(['id', 'en'] as const)('of the import, and none is left over (%s)', (language) => {
    const { importFindings = {}, importProblems = {} } = texts[language]
    expect(Object.keys(importFindings).sort()).toEqual([...importFindingCodes].sort())
    expect(Object.keys(importProblems).length).toBeGreaterThan(10)
  })

  it.each(['id', 'en'] as const)('that is a whole sentence (%s)', (language) => {
    const {
      refusals = {},
      findings = {},
      importFindings = {},
      importProblems = {},
    } = texts[language]
    for (const table of [refusals, findings, importFindings, importProblems]) {
      for (const [code, text] of Object.entries(table)) {
        // The import's last word may be another sentence.
        expect(text, code).toMatch(/^[\p{Lu}\d{"].*(\.|\{\{reason\}\})$/su)
      }
    }
  })
})

describe('[U-41] both languages say the same', () => {
  it('in the same places', () => {
    const english = entries('en').filter(([where]) => !where.endsWith(ONE))
    expect(english.map(([where]) => where)).toEqual(entries('id').map(([where]) => where))
    expect(entries('id').length).toBeGreaterThan(500)
  })

  it('and English has a singular of its own wherever there may be one of something', () => {
    const english = new Map(entries('en').map(([where, , text]) => [where, text]))
    const plural = [...english].filter(([where, text]) => {
      return /\{\{count\}\} (\S+ )?[a-z]+s\b/.test(text) && !where.endsWith(ONE)
    })
    const missing = plural.filter(([where]) => !ALWAYS_MANY.has(where) && !english.has(where + ONE))
    expect(missing).toEqual([])
    expect(plural.length).toBeGreaterThan(30)
    const singular = [...english].filter(([where]) => where.endsWith(ONE))
    for (const [where, text] of singular) {
      expect(text, where).not.toMatch(/\{\{count\}\} [a-z]+s\b/)
      expect(holes(english.get(where.slice(0, -ONE.length)) ?? ''), where).toEqual(
        expect.arrayContaining(holes(text)),
      )
    }
  })

  it('with the same figures and names in them', () => {
    const english = new Map(entries('en').map(([where, , text]) => [where, text]))
    const different = entries('id').filter(
      ([where, , text]) => String(holes(text)) !== String(holes(english.get(where) ?? '')),
    )
    expect(different).toEqual([])
  })

  it.each(['id', 'en'] as const)('in braces that are closed (%s)', (language) => {
    const broken = entries(language).filter(([, , text]) =>
      /[{}]/.test(text.replace(/\{\{\w+\}\}/g, '')),
    )
    expect(broken).toEqual([])
  })
})

describe('[U-42] every text is one', () => {
  it.each(['id', 'en'] as const)(
    'neither empty nor its own key, without stray blanks (%s)',
    (language) => {
      const bad = entries(language).filter(
        ([, key, text]) =>
          text.trim() === '' ||
          text !== text.trim() ||
          / {2}|\n/.test(text) ||
          // Keys are English, so one word may be both; programmes are called by their letters.
          (text === key &&
            !(language === 'en' && /^[a-z]+$/.test(key)) &&
            !/^[A-Z]{2,3}$/.test(key)),
      )
      expect(bad).toEqual([])
    },
  )

  it.each([
    ['id', ENGLISH],
    ['en', INDONESIAN],
  ] as const)('in its own language (%s)', (language, foreign) => {
    const mixed = entries(language)
      .filter(([where]) => !NAMES_OF_LANGUAGES.has(where))
      .filter(([, , text]) => words(text).some((word) => foreign.includes(word)))
    expect(mixed).toEqual([])
  })

  it('the two lists of words find what they are for', () => {
    expect(words('Save {{count}} rows').some((word) => ENGLISH.includes(word))).toBe(true)
    expect(words('Simpan {{count}} baris').some((word) => INDONESIAN.includes(word))).toBe(true)
    expect(ENGLISH.filter((word) => INDONESIAN.includes(word))).toEqual([])
  })
})

describe('[U-43] the screens get the text behind every key', () => {
  beforeAll(startI18n)

  it.each(['id', 'en'] as const)(
    'also behind keys with dots and underscores (%s)',
    async (language) => {
      await i18next.changeLanguage(language)
      const wrong: string[] = []
      for (const [namespace, table] of Object.entries(resources[language])) {
        for (const [key, text] of Object.entries(table)) {
          const values = Object.fromEntries(holes(text).map((name) => [name, `«${name}»`]))
          const expected = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => `«${name}»`)
          if (i18next.t(key, { ns: namespace, ...values }) !== expected)
            wrong.push(`${namespace}:${key}`)
        }
      }
      expect(wrong).toEqual([])
    },
  )
})
