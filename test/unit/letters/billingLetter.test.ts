import { describe, expect, test } from 'vitest'
import golden from '#reference/golden-contributions.json' with { type: 'json' }
import { rateTables } from '#shared/reference/tables'
import { lateFine } from '#shared/domain/billing/lateFine'
import { formatAmount, sumRupiah } from '#shared/domain/money'
import { billingLetterDocument } from '#shared/letters/content/billingLetter'
import { LetterFigureError } from '#shared/letters/content/figures'
import { renderLetter } from '#shared/letters/render/renderLetters'
import type { BillingLetterData, BillingLetterRow } from '#shared/letters/types'
import { amountsIn, pdfPages, pdfText } from './pdfTools'
import { addressee, billingLetter, createdAt, fonts, rowOf, workers } from './samples'

interface GoldenLetter {
  input: {
    asOf: string
    principalByProgrammePerMonth: { JKK: number; JKM: number; JHT: number; JP: number }
    unpaidPeriods: string[]
  }
  expected: {
    rows: (BillingLetterRow & { rowTotal: number })[]
    principalTotal: number
    fineTotal: number
    grandTotal: number
    terbilang: string
  }
}

const { input, expected } = golden.find(({ id }) => id === 'LTR-01') as unknown as GoldenLetter

/** Rows worked out by the domain from the golden input, as the screen does it. */
function rowsOfInput(): BillingLetterRow[] {
  const amounts = input.principalByProgrammePerMonth
  return input.unpaidPeriods.map((period) => {
    const fine = lateFine(rateTables, {
      segment: 'PU',
      period,
      principalByProgramme: amounts,
      asOf: input.asOf,
    })
    return {
      period,
      ...amounts,
      principal: fine.principal,
      monthsLate: fine.monthsLate,
      fine: fine.fineTotal,
      total: sumRupiah([fine.principal, fine.fineTotal]),
    }
  })
}

const pdfOf = (data: BillingLetterData) =>
  renderLetter(billingLetterDocument(data), { font: fonts, createdAt })
const flat = (text: string) => text.replace(/\s+/g, ' ')

describe('billing letter', () => {
  const text = pdfText(pdfOf(billingLetter(rowsOfInput())))

  test('[L-1] prints every row and total of golden case LTR-01, and no other amount', () => {
    const months = ['April 2026', 'Mei 2026', 'Juni 2026']
    expected.rows.forEach((row, index) => {
      const figures = [row.JKK, row.JKM, row.JHT, row.JP, row.principal].map(formatAmount)
      const late = [row.monthsLate, formatAmount(row.fine), formatAmount(row.rowTotal)]
      expect(flat(text)).toContain([index + 1, months[index], ...figures, ...late].join(' '))
    })
    const totals = ['JKK', 'JKM', 'JHT', 'JP'].map((key) =>
      formatAmount(sumRupiah(expected.rows.map((row) => row[key as 'JKK']))),
    )
    const rest = [expected.principalTotal, expected.fineTotal, expected.grandTotal].map(
      formatAmount,
    )
    expect(flat(text)).toContain(['Jumlah', ...totals, ...rest].join(' '))

    const golden = expected.rows.flatMap((row) => [
      ...[row.JKK, row.JKM, row.JHT, row.JP, row.principal, row.fine, row.rowTotal].map(
        formatAmount,
      ),
    ])
    expect([...amountsIn(text)].sort()).toEqual(
      [...new Set([...golden, ...totals, ...rest])].sort(),
    )
  })

  test('[L-1] prints the grand total in figures and in words', () => {
    expect(flat(text)).toContain(`Rp43.199.520 (${expected.terbilang})`)
  })

  test('[L-2] carries number, date, addressee, position date, time limit, code and copies', () => {
    for (const words of [
      'KANTOR CABANG CONTOH',
      'Contoh — bukan dokumen resmi',
      'B/0412/072026',
      'Contoh, 20 Juli 2026',
      'Penagihan Iuran dan Denda Bulan April s.d. Juni 2026',
      'PT Contoh Karya Mandiri',
      'NPP 99000123 / Divisi 000',
      'per 20 Juli 2026',
      'selambat-lambatnya 27 Juli 2026',
      '1516 0000 4122',
      'berlaku sampai dengan 15 Agustus 2026',
      'bertambah 2% dari iuran',
      'Kepala Kantor Cabang,',
      'Budi Contoh',
      '1. Kepala Bidang Kepesertaan',
      '2. Arsip',
    ]) {
      expect(flat(text)).toContain(words)
    }
    expect(text).not.toContain('SALINAN')
    expect(text).not.toContain('SEMENTARA')
    expect(text).not.toMatch(/BPJS/i)
  })

  test('[L-2] a letter of three months fits one page, also with a name above the office', () => {
    const base = billingLetter(rowsOfInput())
    const letterhead = { ...base.letterhead, organisation: 'ORGANISASI CONTOH' }
    expect(pdfPages(pdfOf({ ...base, letterhead }))).toHaveLength(1)
  })

  test('[L-3] a draft says so instead of a number, an employer without NPP likewise', () => {
    const draft: BillingLetterData = {
      ...billingLetter(rowsOfInput()),
      number: undefined,
      watermark: 'DRAF',
      addressee: { ...addressee, npp: undefined },
    }
    const words = flat(pdfText(pdfOf(draft)))
    expect(words).toContain('Nomor : (draf)')
    expect(words).toContain('NPP (belum terbit) / Divisi 000')
    expect(words).toMatch(/^ ?DRAF /)
    expect(text).not.toContain('DRAF')
    // The watermark must not tear the rows apart for those who copy or search the text.
    expect(words).toContain('April 2026 1.246.000 420.000 7.980.000 4.200.000 13.846.000 3 830.760')
    expect(amountsIn(words)).toEqual(amountsIn(text))
  })

  test('[L-4] a code no server has confirmed is marked as provisional on paper', () => {
    const base = billingLetter(rowsOfInput())
    const paymentCode = { ...base.paymentCode!, provisional: true }
    const words = flat(pdfText(pdfOf({ ...base, paymentCode })))
    expect(words).toContain('SEMENTARA. Kode aktif setelah terkirim ke server.')
  })

  test('[L-4] without a code the letter shows none and says how to get one', () => {
    const words = flat(pdfText(pdfOf({ ...billingLetter(rowsOfInput()), paymentCode: undefined })))
    expect(words).toContain('Mintalah kode bayar')
    expect(words).not.toContain('1516')
  })

  test('[L-5] a reprint is marked with its copy number', () => {
    const print = (copyNumber: number) =>
      pdfText(pdfOf({ ...billingLetter(rowsOfInput()), copyNumber }))
    expect(print(2)).toContain('SALINAN ke-2')
    expect(print(1)).not.toContain('SALINAN')
  })

  test('[L-6] figures that do not add up make no letter', () => {
    const rows = rowsOfInput()
    const good = billingLetter(rows)
    const wrong: BillingLetterData[] = [
      { ...good, totals: { ...good.totals, total: good.totals.total + 1 } },
      { ...good, totals: { ...good.totals, JP: good.totals.JP - 1 } },
      { ...good, rows: rows.map((row, n) => (n === 1 ? { ...row, fine: row.fine + 1 } : row)) },
      { ...good, rows: rows.slice(1) },
      {
        ...good,
        rows: [],
        totals: { JKK: 0, JKM: 0, JHT: 0, JP: 0, principal: 0, fine: 0, total: 0 },
      },
      { ...good, annex: [{ period: '2026-04', workers: workers(19) }] },
      { ...good, annex: [{ period: '2026-03', workers: workers(20) }] },
    ]
    for (const data of wrong) expect(() => billingLetterDocument(data)).toThrow(LetterFigureError)
    expect(() => billingLetterDocument(good)).not.toThrow()
  })

  test('[L-7] the annex repeats the figures per worker, without identity numbers', () => {
    const rows = rowsOfInput()
    const annex = rows.map(({ period }) => ({ period, workers: workers(20) }))
    const pages = pdfPages(pdfOf({ ...billingLetter(rows), annex }))
    expect(pages.length).toBeGreaterThan(1)
    expect(flat(pages[0]!)).toContain('Lampiran : 1 (satu) berkas')
    const words = flat(pages.slice(1).join(' '))
    expect(words.match(/PEKERJA CONTOH 20 /g)).toHaveLength(3)
    expect(words).toContain('Jumlah 140.000.000 1.246.000 420.000 5.180.000 2.800.000')
    expect(words).not.toMatch(/\d{16}/)
  })

  test('[L-8] a signature never stands on a page without text before it', () => {
    for (let count = 1; count <= 24; count++) {
      const rows = Array.from({ length: count }, (_, n) =>
        rowOf(`20${24 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`, count - n),
      )
      const pages = pdfPages(pdfOf(billingLetter(rows)))
      const signed = pages.findIndex((page) => page.includes('Budi Contoh'))
      expect(signed, `${count} rows`).toBe(pages.length - 1)
      expect(pages[signed], `${count} rows`).toContain('Iuran tepat waktu')
      expect(pages[signed], `${count} rows`).toContain('Kepala Kantor Cabang,')
      expect(pages[signed], `${count} rows`).toContain('Tembusan:')
    }
  })

  test('[L-1] amounts of hundreds of billions are printed whole', () => {
    const times = 12_345
    const rows = rowsOfInput().map((row) => ({
      ...row,
      JKK: row.JKK * times,
      JKM: row.JKM * times,
      JHT: row.JHT * times,
      JP: row.JP * times,
      principal: row.principal * times,
      fine: row.fine * times,
      total: row.total * times,
    }))
    const data = billingLetter(rows)
    const figures = (['JKK', 'JKM', 'JHT', 'JP', 'principal', 'fine', 'total'] as const).map(
      (key) => formatAmount(data.totals[key]),
    )
    expect(flat(pdfText(pdfOf(data)))).toContain(`Jumlah ${figures.join(' ')}`)
  })
})
