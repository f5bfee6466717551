import { describe, expect, test } from 'vitest'
import { describePeriods, enumerate } from '#shared/letters/content/periods'
import { formatRate } from '#shared/letters/content/parts'

describe('wording of letters', () => {
  test.each([
    [['2026-06'], 'Juni 2026'],
    [['2026-05', '2026-06'], 'Mei s.d. Juni 2026'],
    [['2026-06', '2026-04', '2026-05', '2026-05'], 'April s.d. Juni 2026'],
    [['2025-11', '2025-12', '2026-01'], 'November 2025 s.d. Januari 2026'],
    [['2026-01', '2026-03'], 'Januari 2026 dan Maret 2026'],
    [
      ['2025-12', '2026-02', '2026-03', '2026-06'],
      'Desember 2025, Februari s.d. Maret 2026, dan Juni 2026',
    ],
  ])('[L-2] periods %j read %s', (periods, words) => {
    expect(describePeriods(periods)).toBe(words)
  })

  test('[L-2] an empty list of periods is a bug, not an empty sentence', () => {
    expect(() => describePeriods([])).toThrow('Nothing')
    expect(() => enumerate([])).toThrow('Nothing')
  })

  test.each([
    [20_000, '2%'],
    [8_900, '0,89%'],
    [2_400, '0,24%'],
    [24, '0,0024%'],
    [57_000, '5,7%'],
    [0, '0%'],
    [1_000_000, '100%'],
  ])('[L-9] %i ppm reads %s', (ppm, words) => {
    expect(formatRate(ppm)).toBe(words)
  })
})
