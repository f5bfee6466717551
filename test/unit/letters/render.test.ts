import { describe, expect, test } from 'vitest'
import type { LetterDocument } from '#shared/letters/blocks'
import { billingLetterDocument } from '#shared/letters/content/billingLetter'
import { statementDocument } from '#shared/letters/content/statement'
import { renderLetter, renderLetters } from '#shared/letters/render/renderLetters'
import type { BillingLetterData } from '#shared/letters/types'
import {
  amountsIn,
  pdfInfo,
  pdfPages,
  pdfSource,
  pdfText,
  type WordBox,
  wordBoxes,
} from './pdfTools'
import { addressee, billingLetter, createdAt, fonts, rowOf, statement } from './samples'

const options = { font: fonts, createdAt }
const rows = [rowOf('2026-05', 2), rowOf('2026-06', 1)]
const flat = (text: string) => text.replace(/\s+/g, ' ')

const HOSTILE =
  'PT <img src=x onerror="alert(1)"> (Maju)) \\ Jaya \\) /OpenAction << /S /JavaScript /JS (x) >> 😀 شركة'
const FORBIDDEN = /\/(JS|JavaScript|OpenAction|Launch|AA|AcroForm|EmbeddedFiles?|URI|SubmitForm)\b/

function hostileLetter(): BillingLetterData {
  const good = billingLetter(rows)
  return {
    ...good,
    number: HOSTILE,
    nature: HOSTILE,
    place: 'Contoh',
    addressee: { ...addressee, name: HOSTILE, npp: HOSTILE, address: HOSTILE, city: HOSTILE },
    contact: { name: HOSTILE, phone: HOSTILE },
    signatory: { title: HOSTILE, name: HOSTILE },
    carbonCopies: [HOSTILE],
    letterhead: { office: HOSTILE, address: HOSTILE, notice: HOSTILE },
  }
}

describe('PDF file', () => {
  test('[L-12] the same letter gives the same bytes, another instant or figure gives others', () => {
    const document = billingLetterDocument(billingLetter(rows))
    const bytes = Buffer.from(renderLetter(document, options))
    expect(bytes.equals(renderLetter(document, options))).toBe(true)
    const later = renderLetter(document, { ...options, createdAt: '2026-07-20T02:30:01.000Z' })
    expect(bytes.equals(later)).toBe(false)
    const fileId = (pdf: Uint8Array) =>
      /\/ID \[ *<(\w+)>/.exec(Buffer.from(pdf).toString('latin1'))?.[1]
    expect(fileId(bytes)).toMatch(/^[0-9A-F]{32}$/)
    const other = billingLetterDocument(billingLetter([rowOf('2026-06', 1)]))
    expect(fileId(renderLetter(other, options))).not.toBe(fileId(bytes))
  })

  test('[L-12] the creation date is the given instant, whatever the time zone of the machine', () => {
    const pdf = Buffer.from(renderLetter(billingLetterDocument(billingLetter(rows)), options))
    expect(pdf.toString('latin1')).toContain("/CreationDate (D:20260720023000+00'00')")
    const wrong = { ...options, createdAt: '2026-07-20 02:30' }
    expect(() => renderLetter(billingLetterDocument(billingLetter(rows)), wrong)).toThrow('UTC')
  })

  test('[L-13] holds no script, form, link or action', () => {
    for (const document of [
      billingLetterDocument(billingLetter(rows)),
      statementDocument(statement(40)),
    ]) {
      const pdf = renderLetter(document, options)
      expect(pdfSource(pdf)).not.toMatch(FORBIDDEN)
      expect(pdfInfo(pdf)).toMatchObject({ JavaScript: 'no', Form: 'none', Encrypted: 'no' })
    }
  })

  test('[L-13] the scan would notice an action', () => {
    const pdf = Buffer.from(renderLetter(billingLetterDocument(billingLetter(rows)), options))
    const tampered = pdf.toString('latin1').replace('/PageLayout', '/OpenAction')
    expect(pdfSource(Buffer.from(tampered, 'latin1'))).toMatch(FORBIDDEN)
  })

  test('[L-14] foreign text stays text: in the page, in the properties, in nothing else', () => {
    const document = billingLetterDocument(hostileLetter())
    const { bytes, unprintable } = renderLetters([document], options)
    const info = pdfInfo(bytes)
    expect(info).toMatchObject({
      JavaScript: 'no',
      Form: 'none',
      'Page size': '595.28 x 841.89 pts (A4)',
    })
    expect(info['Title']).toContain(
      '<img src=x onerror="alert(1)"> (Maju)) \\ Jaya \\) /OpenAction',
    )
    // The only slashes that name actions are the ones inside the two property strings.
    const withoutStrings = pdfSource(bytes).replace(
      /\/(Title|Author) \((?:\\[\s\S]|[^\\)])*\)/g,
      '',
    )
    expect(withoutStrings).not.toMatch(FORBIDDEN)
    const text = flat(pdfText(bytes))
    expect(text).toContain('<img src=x onerror="alert(1)"> (Maju)) \\ Jaya')
    expect(unprintable).toEqual(expect.arrayContaining(['😀', 'ش']))
    expect(amountsIn(text)).toEqual(
      amountsIn(flat(pdfText(renderLetter(billingLetterDocument(billingLetter(rows)), options)))),
    )
  })

  test('[L-14] direction and control characters cannot turn a figure around', () => {
    const good = billingLetter(rows)
    const name = 'PT \u202e000.1\u202c A\u0000B\u200bC\nD\tE\u0301'
    const text = flat(
      pdfText(
        renderLetter(
          billingLetterDocument({ ...good, addressee: { ...addressee, name } }),
          options,
        ),
      ),
    )
    expect(text).toContain('PT 000.1 ABC D É')
  })

  test('[L-15] nothing overlaps and nothing leaves the page, even with endless names', () => {
    const good = billingLetter(rows)
    const long = `PT ${'PANJANG'.repeat(40)} ${'kata '.repeat(60)}`
    const letter = {
      ...good,
      addressee: { ...addressee, name: long, address: long },
      signatory: { title: 'Kepala Kantor Cabang', name: long },
    }
    const list = statement(90)
    const workers = list.bills[0]!.workers.map((worker, n) =>
      n % 9 === 4 ? { ...worker, name: long } : worker,
    )
    const documents = [
      billingLetterDocument(letter),
      statementDocument({ ...list, bills: [{ ...list.bills[0]!, workers }] }),
      statementDocument(statement(300)),
    ]
    expect(documents.flatMap(untidiness)).toEqual([])
  })

  test('[L-10] documents of one job are numbered each for itself', () => {
    const documents = [
      billingLetterDocument(billingLetter(rows)),
      statementDocument(statement(2)),
      billingLetterDocument(billingLetter(rows)),
    ]
    const seen: [number, number][] = []
    const onProgress = (done: number, total: number) => seen.push([done, total])
    const { bytes, pageCount } = renderLetters(documents, { ...options, onProgress })
    const numbers = pdfPages(bytes).map((page) => /Halaman \d+ dari \d+/.exec(page)?.[0])
    expect(numbers).toEqual([
      'Halaman 1 dari 1',
      'Halaman 1 dari 2',
      'Halaman 2 dari 2',
      'Halaman 1 dari 1',
    ])
    expect(pageCount).toBe(4)
    expect(seen).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
  })

  test('[L-12] refuses an empty job and bytes that are no font', () => {
    expect(() => renderLetters([], options)).toThrow('Nothing to draw')
    const font = { ...fonts, bold: new TextEncoder().encode('<!doctype html>') }
    const document = billingLetterDocument(billingLetter(rows))
    expect(() => renderLetter(document, { ...options, font })).toThrow('not a TrueType font')
  })
})

/** What is wrong with a document's pages: words outside the margins, words on top of each other. */
function untidiness(document: LetterDocument): string[] {
  const pdf = renderLetter(document, options)
  return wordBoxes(pdf).flatMap(({ width, height, words }, page) => {
    const outside = words.filter(
      ({ left, right, top, bottom }) =>
        left < 60 || right > width - 50 || top < 15 || bottom > height - 15,
    )
    const covered = words.filter((one, index) =>
      words.slice(index + 1).some((other) => overlap(one, other)),
    )
    if (words.length === 0) return [`page ${page + 1} is empty`]
    return [
      ...outside.map(({ text }) => `page ${page + 1}: "${text}" leaves the page`),
      ...covered.map(({ text }) => `page ${page + 1}: "${text}" is covered`),
    ]
  })
}

function overlap(one: WordBox, other: WordBox): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  // Boxes are as high as the font allows; lines of text may touch by a hair.
  return across > 0.5 && down > 4
}
