import { describe, expect, test } from 'vitest'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { planPuRates } from '#shared/domain/contributions/puRatePlan'
import { lateFine } from '#shared/domain/billing/lateFine'
import { formatAmount } from '#shared/domain/money'
import { billableProgrammes } from '#shared/domain/programmes'
import { citeRegulation } from '#shared/letters/content/citation'
import { LetterFigureError } from '#shared/letters/content/figures'
import { statementDocument } from '#shared/letters/content/statement'
import { renderLetter } from '#shared/letters/render/renderLetters'
import type { StatementData } from '#shared/letters/types'
import { rateTables } from '#shared/reference/tables'
import { amountsIn, pdfPages, pdfText } from './pdfTools'
import { addressee, createdAt, fonts, letterhead, statement } from './samples'

/** Golden cases PU-22 and FIN-02: three workers of May 2026, one day late. */
const period = '2026-05'
const question = {
  period,
  riskLevel: 3,
  programmes: billableProgrammes,
  workers: [4_375_479, 5_123_457, 12_750_000].map((wage, n) => ({ id: `w${n}`, wage })),
} as const
const bill = assessBill(rateTables, question)
const plan = planPuRates(rateTables, question)
const fine = lateFine(rateTables, {
  segment: 'PU',
  period,
  principalByProgramme: { JKK: 198_016, JKM: 66_746, JHT: 1_268_190, JP: 617_558 },
  asOf: '2026-06-16',
})

function statementOfBill(): StatementData {
  const total = bill.total + fine.fineTotal
  return {
    letterhead,
    addressee,
    place: 'Contoh',
    date: '2026-06-16',
    asOf: '2026-06-16',
    bills: [
      {
        period,
        dueDate: fine.effectiveDueDate,
        workerCount: bill.workerCount,
        wageTotal: bill.wageTotal,
        lines: plan.rates.map(({ programme, payer, ppm, source, capped }) => ({
          programme,
          payer,
          ratePpm: ppm,
          base: capped ? bill.lines.reduce((sum, line) => sum + line.jpBase, 0) : bill.wageTotal,
          amount: bill.byProgramme[programme]?.[payer === 'EMPLOYER' ? 'employer' : 'worker'] ?? 0,
          regulation: source,
        })),
        principal: bill.total,
        monthsLate: fine.monthsLate,
        fine: fine.fineTotal,
        total,
        workers: bill.lines.map((line, n) => ({
          kpj: `2600000000${n}`,
          name: `PEKERJA CONTOH ${n + 1}`,
          wage: line.wage,
          jkk: line.jkkEmployer,
          jkm: line.jkmEmployer,
          jhtEmployer: line.jhtEmployer,
          jhtWorker: line.jhtWorker,
          jpEmployer: line.jpEmployer,
          jpWorker: line.jpWorker,
          total: line.total,
        })),
      },
    ],
    principal: bill.total,
    fine: fine.fineTotal,
    total,
    paymentCode: {
      code: '151600001235',
      amount: total,
      validUntil: '2026-07-15',
      provisional: false,
    },
  }
}

const pdfOf = (data: StatementData) =>
  renderLetter(statementDocument(data), { font: fonts, createdAt })
const flat = (text: string) => text.replace(/\s+/g, ' ')

describe('statement (rincian tagihan)', () => {
  const text = flat(pdfText(pdfOf(statementOfBill())))

  test('[L-9] prints programme, payer, base, rate, regulation and amount as assessed', () => {
    for (const line of [
      'JKK, Jaminan Kecelakaan Kerja Pemberi kerja PP 44/2015 Pasal 16 22.248.936 0,89% 198.016',
      'JKM, Jaminan Kematian Pemberi kerja PP 44/2015 Pasal 18 22.248.936 0,3% 66.746',
      'JHT, Jaminan Hari Tua Pemberi kerja PP 46/2015 Pasal 16 22.248.936 3,7% 823.211',
      'JHT, Jaminan Hari Tua Pekerja PP 46/2015 Pasal 16 22.248.936 2% 444.979',
      'Jumlah iuran 2.150.510',
      'Denda keterlambatan 43.010',
      'Total 2.193.520',
      'Rp2.193.520 (dua juta seratus sembilan puluh tiga ribu lima ratus dua puluh rupiah)',
      '3 tenaga kerja, jumlah upah Rp22.248.936. Jatuh tempo 15 Juni 2026; terlambat 1 bulan.',
      '1516 0000 1235',
      '15 Juli 2026',
    ]) {
      expect(text).toContain(line)
    }
  })

  test('[L-9] prints no amount that the bill does not hold', () => {
    const data = statementOfBill()
    const [printed] = data.bills
    const held = [
      data.principal,
      data.fine,
      data.total,
      bill.wageTotal,
      ...(printed?.lines.flatMap(({ base = 0, amount }) => [base, amount]) ?? []),
      ...bill.lines.flatMap((line) => [
        line.wage,
        line.jkkEmployer,
        line.jkmEmployer,
        line.jhtEmployer,
        line.jhtWorker,
        line.jpEmployer,
        line.jpWorker,
        line.total,
      ]),
      ...Object.values(bill.byProgramme).flatMap(({ employer, worker }) => [employer, worker]),
    ].map(formatAmount)
    expect([...amountsIn(text)].filter((amount) => !held.includes(amount))).toEqual([])
  })

  test('[L-7] lists workers without identity numbers', () => {
    const rows = bill.lines.map((line) => flat(text).includes(`${formatAmount(line.wage)} `))
    expect(rows).toEqual([true, true, true])
    expect(text).toContain('26000000002 PEKERJA CONTOH 3 12.750.000')
    expect(text).not.toMatch(/(?<!\d)\d{16}(?!\d)/)
  })

  test('[L-9] is valid without a signature and says so', () => {
    expect(text).toContain('tidak memerlukan tanda tangan')
    expect(text).not.toContain('Kepala Kantor Cabang')
  })

  test('[L-9] several months are summed up in one table', () => {
    const [first] = statement(3).bills
    const other = { ...first!, period: '2026-08', dueDate: '2026-09-15' }
    const data = { ...statement(3), bills: [first!, other], principal: 4_153_800, total: 4_153_800 }
    const words = flat(pdfText(pdfOf({ ...data, paymentCode: undefined })))
    expect(words).toContain('Bulan Juli s.d. Agustus 2026')
    expect(words).toContain('Juli 2026 18 Agustus 2026 2.076.900 0 2.076.900')
    expect(words).toContain('Jumlah 4.153.800 0 4.153.800')
    expect(words).toContain('Kode bayar belum diterbitkan')
  })

  test('[L-6] figures that do not add up make no statement', () => {
    const good = statementOfBill()
    const [one] = good.bills
    const wrong: StatementData[] = [
      { ...good, total: good.total + 1 },
      { ...good, bills: [] },
      { ...good, bills: [{ ...one!, wageTotal: one!.wageTotal + 1 }] },
      { ...good, bills: [{ ...one!, workers: one!.workers.slice(1) }] },
      { ...good, bills: [{ ...one!, lines: one!.lines.slice(1) }] },
    ]
    for (const data of wrong) expect(() => statementDocument(data)).toThrow(LetterFigureError)
  })

  test('[L-10] 300 workers: head and page number on every page, nobody missing or twice', () => {
    const pages = pdfPages(pdfOf(statement(300)))
    expect(pages.length).toBeGreaterThan(5)
    pages.forEach((page, n) => {
      expect(page).toContain(`Halaman ${n + 1} dari ${pages.length}`)
      expect(page).toContain('Contoh — bukan dokumen resmi')
      if (n > 0) expect(flat(page)).toContain('No Nomor KPJ Nama Upah JKK JKM')
    })
    const listed = [...pages.join('\n').matchAll(/PEKERJA CONTOH (\d+) /g)].map(([, n]) =>
      Number(n),
    )
    expect(listed).toEqual(Array.from({ length: 300 }, (_, n) => n + 1))
    expect(flat(pages.at(-1)!)).toMatch(/Jumlah 2\.100\.000\.000 .* 207\.690\.000/)
  })

  test('[L-9] cites the first regulation of a source only', () => {
    const source = 'PP 44/2015 Art. 16 and Appendix I (appendix replaced by PP 82/2019); amended'
    expect(citeRegulation(source)).toBe('PP 44/2015 Pasal 16')
    expect(citeRegulation('PP 7/2025')).toBe('PP 7/2025')
    const split = 'PP 44/2015 Appendix II (JKK, 1% of base); PP 46/2015 appendix (JHT, 2% of base)'
    expect(citeRegulation(split, 'JKK')).toBe('PP 44/2015 Lampiran II')
    expect(citeRegulation(split, 'JHT')).toBe('PP 46/2015 Lampiran')
    expect(citeRegulation(split)).toBe('PP 44/2015 Lampiran II')
  })
})
