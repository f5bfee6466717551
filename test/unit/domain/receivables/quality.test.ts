import { describe, expect, test } from 'vitest'
import { type AgedBill, ageingReport, monthsInArrears } from '#shared/domain/receivables/ageing'
import {
  ageingColumn,
  ageingColumns,
  findQuality,
  qualityClass,
} from '#shared/domain/receivables/quality'
import { rateTables } from '#shared/reference/tables'

describe('[K-1] quality and age go by months in arrears', () => {
  test.each([
    [0, undefined, 'NOT_DUE'],
    [1, 'LANCAR', 'M1'],
    [2, 'LANCAR', 'M2'],
    [3, 'LANCAR', 'M3'],
    [4, 'KURANG_LANCAR', 'M4_6'],
    [6, 'KURANG_LANCAR', 'M4_6'],
    [7, 'DIRAGUKAN', 'M7_9'],
    [9, 'DIRAGUKAN', 'M7_9'],
    [10, 'MACET', 'M10_12'],
    [12, 'MACET', 'M10_12'],
    [13, 'MACET', 'M13_UP'],
    [200, 'MACET', 'M13_UP'],
  ])('%d months: %s, column %s', (months, quality, column) => {
    expect(qualityClass(rateTables, months)).toBe(quality)
    expect(ageingColumn(rateTables, months)).toBe(column)
  })

  test('the class says who works on it; nonsense is refused', () => {
    expect(findQuality(rateTables, 5)).toMatchObject({ owner: 'ARK', colour: 'yellow' })
    for (const bad of [-1, 1.5, Number.NaN])
      expect(() => qualityClass(rateTables, bad)).toThrow(RangeError)
    expect(ageingColumns(rateTables)).toHaveLength(8)
  })
})

describe('[K-2] the ageing report', () => {
  const bill = (payerId: string, month: string, more: Partial<AgedBill> = {}): AgedBill => ({
    payerId,
    nominalDueDate: `${month}-15`,
    effectiveDueDate: `${month}-15`,
    principalByProgramme: { JKK: 100, JKM: 50, JHT: 850 },
    principalPaid: 0,
    fineOutstanding: 20,
    ...more,
  })
  const bills = [
    bill('a', '2026-09', { fineOutstanding: 0 }),
    bill('a', '2026-08'),
    bill('a', '2026-03', { principalPaid: 120 }),
    bill('b', '2025-01', { principalPaid: 1_000, fineOutstanding: 500 }),
    bill('b', '2026-07'),
    bill('c', '2026-01', { principalPaid: 1_000, fineOutstanding: 0 }),
  ]
  const report = ageingReport(rateTables, { bills, asOf: '2026-08-20' })

  test('principal and fine apart, per programme, in every column; what is settled is gone', () => {
    const filled = report.columns.filter((column) => column.bills > 0)
    expect(filled).toEqual([
      {
        column: 'NOT_DUE',
        bills: 1,
        principal: 1_000,
        fine: 0,
        byProgramme: { JKK: 100, JKM: 50, JHT: 850 },
      },
      {
        column: 'M1',
        bills: 1,
        principal: 1_000,
        fine: 20,
        byProgramme: { JKK: 100, JKM: 50, JHT: 850 },
      },
      {
        column: 'M2',
        bills: 1,
        principal: 1_000,
        fine: 20,
        byProgramme: { JKK: 100, JKM: 50, JHT: 850 },
      },
      {
        column: 'M4_6',
        bills: 1,
        principal: 880,
        fine: 20,
        byProgramme: { JKK: 0, JKM: 30, JHT: 850 },
      },
      {
        column: 'M13_UP',
        bills: 1,
        principal: 0,
        fine: 500,
        byProgramme: { JKK: 0, JKM: 0, JHT: 0 },
      },
    ])
    expect(report.total).toMatchObject({ bills: 5, principal: 3_880, fine: 560 })
    const sum = (pick: (column: { principal: number; fine: number }) => number) =>
      report.columns.reduce((total, column) => total + pick(column), 0)
    expect([sum((c) => c.principal), sum((c) => c.fine)]).toEqual([3_880, 560])
  })

  test('a payer has the class of the oldest unpaid principal, whatever fine is older', () => {
    expect(report.payers).toEqual([
      {
        payerId: 'a',
        monthsInArrears: 6,
        qualityClass: 'KURANG_LANCAR',
        principal: 2_880,
        fine: 40,
      },
      { payerId: 'b', monthsInArrears: 2, qualityClass: 'LANCAR', principal: 1_000, fine: 520 },
    ])
    expect(monthsInArrears([], '2026-08-20')).toBe(0)
  })
})
