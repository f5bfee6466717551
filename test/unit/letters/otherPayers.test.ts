import { describe, expect, it } from 'vitest'
import { findPayer } from '#shared/commands/payers/payer'
import { statementDocument } from '#shared/letters/content/statement'
import { renderLetter } from '#shared/letters/render/renderLetters'
import { rateTables } from '#shared/reference/tables'
import type { Branch } from '#shared/model/branch'
import { paperOf } from '../../../renderer/features/letters/paper'
import { DAY, SegmentDesk } from '../commands/segmentDesk'
import { bpuEntry, projectProfile } from '../../support/samples'
import { amountsIn, pdfPages, pdfText } from './pdfTools'
import { createdAt, fonts } from './samples'

const branch: Branch = {
  id: '516',
  branchId: '516',
  name: 'Kantor Cabang Contoh',
  letterheadTitle: '',
  letterheadNote: 'Contoh',
  address: 'Jalan Contoh 1',
  city: 'Kota Contoh',
  phone: '+628120000001',
  headName: 'Kepala Contoh',
  headTitle: 'Kepala Kantor Cabang',
  practice: true,
}

/** The statement of one code over all bills of this payer, as the screen would draw it. */
async function paperFor(desk: SegmentDesk, payerId: string): Promise<Uint8Array> {
  const bills = (await desk.bills(payerId)).sort((a, b) => (a.period < b.period ? -1 : 1))
  const codeId = crypto.randomUUID()
  expect(await desk.codeFor(bills, DAY, undefined, codeId)).toBe('ok')
  const rows = {
    get: async (entity: string, id: string) => (await desk.rows.get(entity, id)) as never,
  }
  const payer = await findPayer(rows, payerId)
  if (!payer) throw new Error('nobody pays')
  const paper = paperOf(
    'STATEMENT',
    {
      branch,
      payer,
      code: await desk.get('paymentCode', codeId),
      bills: (await desk.bills(payerId))
        .sort((a, b) => (a.period < b.period ? -1 : 1))
        .map((bill) => ({ bill, lines: [] })),
      officer: undefined,
      confirmed: true,
      tables: [rateTables],
    },
    DAY,
    1,
  )
  if (paper.type !== 'STATEMENT') throw new Error('not a statement')
  const { data } = paper
  return renderLetter(statementDocument(data), { font: fonts, createdAt })
}

describe('statements of members and projects', () => {
  it('[B-76] a member: income, bracket, each programme and the steps of the screen, never the NIK', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1, { monthlyIncome: 3_500_000, withJht: true, sector: 'OTHER' })
    expect(await desk.register(entry)).toBe('ok')
    // May 2026: JKK and JKM are halved, 17,250 + 3,400, and JHT stays 69,000.
    expect(await desk.billMonths(entry.memberId, 2, 179_300, DAY)).toBe('ok')
    const pdf = await paperFor(desk, entry.memberId)
    const text = pdfText(pdf)
    expect(text).toMatch(/Peserta BPU\s*: Mandiri Contoh 1/)
    expect(text).toMatch(/Pekerjaan\s*: Pedagang keliling/)
    expect(text).toMatch(/Alamat\s*: Jalan Contoh No\. 2\n/)
    for (const part of ['Bulan iuran Mei 2026', 'Bulan iuran Juni 2026', 'masuk lapisan 11']) {
      expect(text).toContain(part)
    }
    const amounts = amountsIn(text)
    for (const amount of ['3.450.000', '17.250', '3.400', '69.000', '89.650', '179.300']) {
      expect([...amounts]).toContain(amount)
    }
    // Two months at one price: the steps stand there once.
    expect(text.match(/masuk lapisan 11/g)).toHaveLength(1)
    expect(text).toContain('Cara menghitung: seperti Bulan iuran Mei 2026.')
    // Each programme by its own regulation.
    expect(text).toMatch(/JHT, Jaminan Hari Tua\s+Peserta\s+PP 46\/2015 Lampiran/)
    expect(text).not.toContain(entry.person.nik)
    expect(text).not.toContain('tenaga kerja, program')
    expect(text).toMatch(/2516 0000 \d{4}/)
    expect(pdfPages(pdf).length).toBeLessThanOrEqual(2)
  })

  it('[B-76] a project: value without VAT, slices, the part of the term', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    expect(await desk.registerProject(id, projectProfile())).toBe('ok')
    expect(await desk.billTerm(id, 1, 525_000, '2026-05-15')).toBe('ok')
    expect(await desk.billTerm(id, 2, 700_000, '2026-08-15')).toBe('ok')
    const pdf = await paperFor(desk, id)
    const text = pdfText(pdf)
    expect(text).toMatch(/Proyek\s*: Pembangunan Balai Contoh/)
    expect(text).toMatch(/Kontrak\s*: KTR\/001\/2026, CV Contoh Bangun/)
    for (const part of ['Termin 1 dari 3', 'Termin 2 dari 3', 'Pelaksana proyek', 'PPN']) {
      expect(text).toContain(part)
    }
    const amounts = amountsIn(text)
    for (const amount of ['1.000.000.000', '1.540.000', '210.000', '1.750.000', '525.000']) {
      expect([...amounts]).toContain(amount)
    }
    for (const amount of ['462.000', '63.000', '616.000', '84.000', '700.000', '1.225.000']) {
      expect([...amounts]).toContain(amount)
    }
    // The contract is worked out once; the second term points there.
    expect(text.match(/JKK untuk bagian/g)).toHaveLength(3)
    expect(text).toContain('Cara menghitung: seperti Termin 1 dari 3, lalu:')
    expect(text).toMatch(/3516 0000 \d{4}/)
    expect(pdfPages(pdf).length).toBeLessThanOrEqual(3)
  })

  it('[B-76] a month of known wages: wages, rates and workers', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    const profile = projectProfile({ method: 'WAGE', terms: [] })
    expect(await desk.registerProject(id, profile)).toBe('ok')
    const args = {
      projectId: id,
      part: { period: '2026-05', wages: 85_000_000, workerCount: 24 },
      expected: { total: 1_734_000, effectiveDueDate: '2026-05-31' },
    }
    expect(await desk.do('project.finalise', args, DAY, ['PAD'])).toBe('ok')
    const text = pdfText(await paperFor(desk, id))
    expect(text).toContain('24 pekerja, jumlah upah Rp85.000.000')
    const amounts = amountsIn(text)
    for (const amount of ['1.479.000', '255.000', '1.734.000']) {
      expect([...amounts]).toContain(amount)
    }
  })
})
