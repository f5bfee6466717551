import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { traceOfLines } from '#shared/commands/bills/traceOfLines'
import { BillPage } from '#shared/model/bill'
import type { Branch } from '#shared/model/branch'
import { rateTables } from '#shared/reference/tables'
import { auditFile } from '../../../renderer/features/billing/auditFile'
import { paperOf } from '../../../renderer/features/letters/paper'
import { Desk } from '../commands/desk'

const PERIOD = '2026-05'
const AuditFile = z.object({
  period: z.string(),
  steps: z.array(
    z.object({
      step: z.string(),
      ruleId: z.string(),
      source: z.string().min(1),
      rounding: z.enum(['HALF_UP', 'NONE']),
      amount: z.number().optional(),
      workers: z.array(z.object({ amount: z.number() })),
    }),
  ),
})
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

async function billWithCode() {
  const desk = new Desk()
  await desk.open('2026-05-02', 7)
  await desk.finalise(PERIOD, '2026-06-20')
  const codeId = crypto.randomUUID()
  await desk.issue([PERIOD], '2026-06-20', codeId)
  const bill = await desk.bill(PERIOD)
  const pages = await desk.rows.list('billPage', 'billId', [bill.id])
  const lines = pages.flatMap((page) => BillPage.parse(page).lines)
  const code = await desk.get('paymentCode', codeId)
  const employer = await desk.get('employer', desk.employerId)
  return { bill, lines, code, employer }
}

describe('one trace for screen, paper and audit', () => {
  it('[B-61] the audit file adds up step by step to the bill and names every rule', async () => {
    const { bill, lines } = await billWithCode()
    const bytes = auditFile(rateTables, { ...bill, relief: [] }, lines)
    const { steps } = AuditFile.parse(JSON.parse(new TextDecoder().decode(bytes)))
    const sums = steps.filter(({ step }) => step === 'CONTRIBUTION')
    expect(sums).toHaveLength(6)
    for (const { amount, workers } of sums) {
      expect(workers).toHaveLength(7)
      expect(workers.reduce((sum, worker) => sum + worker.amount, 0)).toBe(amount)
    }
    expect(sums.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(bill.total)
  })

  it('[B-61] the statement on paper shows the steps of the same trace', async () => {
    const { bill, lines, code, employer } = await billWithCode()
    const rows = {
      branch,
      payer: {
        kind: 'EMPLOYER',
        id: employer.id,
        name: employer.legalName,
        row: employer,
      } as const,
      code,
      bills: [{ bill, lines }],
      officer: undefined,
      confirmed: true,
      tables: [rateTables],
    }
    const paper = paperOf('STATEMENT', rows, '2026-06-20', 1)
    if (paper.type !== 'STATEMENT') throw new Error('not a statement')
    const trace = traceOfLines(rateTables, { ...bill, relief: [] }, lines)
    expect(paper.data.bills[0]?.lines.map(({ amount, base }) => [base, amount])).toEqual(
      trace.filter(({ step }) => step === 'CONTRIBUTION').map(({ base, amount }) => [base, amount]),
    )
    const annex = paper.data.bills[0]?.workers ?? []
    expect(annex.map(({ name, total }) => [name, total])).toEqual(
      lines.map(({ fullName, total }) => [fullName, total]),
    )
    expect(annex.map(({ jhtWorker }) => jhtWorker)).toEqual(lines.map((line) => line.jhtWorker))
  })
})
