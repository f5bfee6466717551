import { describe, expect, it } from 'vitest'
import { tablesWith } from '#shared/commands/rates/tablesInForce'
import type { RateRelease } from '#shared/model/rateRelease'
import { rateTables } from '#shared/reference/tables'
import { problemSentence } from '../../../renderer/features/admin/problemSentences'
import { problemsOf, readAddition } from '../../../renderer/features/admin/readAddition'
import { listedTables, listRows } from '../../../renderer/features/admin/tableList'
import { addition2027, sampleFiles } from '../../support/rateSamples'
import { translator } from './words'

const id = translator('admin', 'id')
const release: RateRelease = {
  id: 'r1',
  branchId: 'ref',
  title: addition2027.title,
  regulation: addition2027.source,
  addition: addition2027,
  status: 'APPROVED',
  proposed: { userId: 'u1', name: 'A', at: '2026-11-01T00:00:00Z' },
  decided: { userId: 'u2', name: 'B', at: '2026-11-02T00:00:00Z' },
}

describe('[T-13] the list of tables', () => {
  it.each(['id', 'en'] as const)('has words for every row of every table (%s)', (language) => {
    const rows = listRows(translator('admin', language), rateTables, [], '2026-11-22')
    expect(new Set(rows.map(({ table }) => table))).toEqual(new Set(listedTables))
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    for (const row of rows) expect(row.value, row.key).toMatch(/\d|: (tanpa denda|no fine)$/)
  })

  it('says from when to when a row holds, and which release brought it', () => {
    const rows = listRows(id, tablesWith([release]), [release], '2026-11-22')
    const row = (rowId: string) => rows.find((one) => one.id === rowId)
    expect(row('JP-CEILING-2026-03')).toMatchObject({
      status: 'CURRENT',
      to: '2027-02',
      value: 'Upah paling tinggi Rp\u00a011.086.300',
    })
    expect(row('JP-CEILING-2026-03')?.release).toBeUndefined()
    expect(row('CONTOH-JP-CEILING-2027-03')).toMatchObject({ status: 'FUTURE', release })
    expect(row('JP-CEILING-2015-07')?.status).toBe('PAST')
    // A retirement age ends when the next one begins.
    const ages = rows.filter(
      ({ table, status }) => table === 'jpRetirementAge' && status === 'CURRENT',
    )
    expect(ages.map(({ value }) => value)).toEqual(['59 tahun'])
    expect(row('2026')?.value).toMatch(/^\d+ libur nasional, \d+ cuti bersama$/)
  })
})

describe('[T-14] what is wrong with a file', () => {
  const ceiling = sampleFiles.sample2027.adds['pu.jpCeilings'][0]!
  const relief = sampleFiles.sample2027.adds.reliefs[0]!
  const change = (more: object) => JSON.stringify({ ...sampleFiles.sample2027, ...more })
  const close = (effectiveTo: string, row = 'JP-CEILING-2026-03') => ({
    closes: [{ id: row, effectiveTo }],
  })
  const adds = (more: object) => ({ adds: { ...sampleFiles.sample2027.adds, ...more } })
  const cases: readonly [string, string, RegExp][] = [
    ['no JSON', '{', /JSON/],
    ['overlap', change({ closes: [] }), /JP-CEILING-2026-03 dan CONTOH-\S+ berlaku bersamaan/],
    ['gap', change(close('2027-01')), /bulan tanpa aturan antara JP-CEILING-2026-03/],
    ['backwards', change(close('2025-02')), /JP-CEILING-2026-03 berakhir sebelum mulai/],
    ['unknown row', change(close('2027-02', 'X-1')), /Tidak ada aturan X-1/],
    ['ended', change(close('2027-02', 'JP-CEILING-2025-03')), /sudah berakhir pada 2026-02/],
    ['dated otherwise', change(close('2027-02-28')), /bertanggal seperti 2026-03/],
    ['unknown field', change({ tarif: 1 }), /Isian tidak dikenal: "tarif"/],
    [
      'unknown field of a row',
      change(adds({ reliefs: [{ ...relief, programmes: { JKK: { multiplyPPM: 1 } } }] })),
      /Isian tidak dikenal: multiplyPPM di reliefs CONTOH/,
    ],
    [
      'malformed field of a row',
      change(adds({ 'pu.jpCeilings': [{ ...ceiling, ceiling: 'x' }] })),
      /salah bentuk di pu\.jpCeilings\[\d+\]\.ceiling/,
    ],
    ['unknown table', change({ adds: { 'pu.thr': [] } }), /(tidak dikenal|salah bentuk|pemeriksa)/],
    ['holidays', change({ holidays: { 2026: {} } }), /Hari libur tahun 2026 sudah ada/],
  ]

  it.each(cases)('%s', (_, text, sentence) => {
    const file = readAddition(text, rateTables)
    if (file.ok) throw new Error('accepted')
    expect(file.problems.map((one) => problemSentence(id, one)).join('\n')).toMatch(sentence)
    // English has the same facts.
    for (const one of file.problems) problemSentence(translator('admin', 'en'), one)
  })

  it('every problem of a file stands for itself, and the samples have none', () => {
    const rows = adds({ 'pu.jpCeilings': [{ ...ceiling, ceiling: 'x', source: '' }] })
    const file = readAddition(change(rows), rateTables)
    expect(file.ok ? [] : file.problems).toHaveLength(2)
    expect(problemsOf('the addition X is refused: a; b')).toEqual(['a', 'b'])
    for (const sample of Object.values(sampleFiles)) {
      expect(readAddition(JSON.stringify(sample), rateTables).ok).toBe(true)
    }
  })
})
