import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFile } from '../../../renderer/workers/import/checkFile'
import { readWorkerList } from '../../../renderer/workers/import/readWorkerList'
import { returnFile } from '../../../renderer/workers/import/returnFile'
import { fileOf } from './makeXlsx'

const sample = () => readFileSync('resources/samples/tenaga-kerja-contoh-250.xlsx')

test.each(['2026-11-22', '2030-12-31'])(
  '[R-20] on %s the sample list gives 243 good rows and 7 bad ones, each bad in its own way',
  async (today) => {
    const check = await checkFile(fileOf(sample()), { today })
    expect([check.sheet, check.totalRows, check.good.length]).toEqual(['data_tk_baru', 250, 243])
    expect([check.missingColumns, check.unknownColumns]).toEqual([[], []])
    const errors = check.bad.map((row) => [
      row.number,
      ...row.findings.filter((f) => f.severity === 'ERROR').map((f) => `${f.column} ${f.code}`),
    ])
    expect(errors).toEqual([
      [19, 'NO_IDENTITAS NIK_FORMAT'],
      [50, 'NO_IDENTITAS NIK_BIRTH_DATE'],
      [85, 'NO_IDENTITAS NIK_REPEATED_IN_FILE'],
      [123, 'NAMA_LENGKAP REQUIRED'],
      [162, 'UPAH MONEY_UNREADABLE'],
      [201, 'TGL_AKHIR_KONTRAK CONTRACT_END_MISSING'],
      [238, 'TANGGAL_LAHIR AGE_BELOW_MINIMUM'],
    ])
  },
)

test('the good rows are 243 different people of a district that does not exist', async () => {
  const { good } = await checkFile(fileOf(sample()), { today: '2026-11-22' })
  const workers = good.flatMap((row) => row.row ?? [])
  expect(new Set(workers.map(({ person }) => person.nik)).size).toBe(243)
  expect(workers.every(({ person }) => person.nik.startsWith('351699'))).toBe(true)
  const wages = workers.map(({ terms }) => terms.wage)
  expect(Math.min(...wages)).toBeGreaterThanOrEqual(2_500_000)
  expect(Math.max(...wages)).toBeLessThanOrEqual(15_000_000)
  const women = workers.filter(({ person }) => person.sex === 'F')
  expect(women.length).toBeGreaterThan(60)
  expect(women.every(({ person }) => Number(person.nik.slice(6, 8)) > 40)).toBe(true)
})

test('[R-28] the 7 rows come back in the same layout with a reason each', async () => {
  const check = await checkFile(fileOf(sample()), { today: '2026-11-22' })
  const bytes = returnFile(check.bad, check.columns, (finding) => finding.code)
  const list = await readWorkerList(fileOf(bytes))
  expect(list.header.cells.map((cell) => cell.text)).toEqual([
    ...check.columns.map((match) => match.header),
    'ALASAN',
  ])
  expect(list.rows).toHaveLength(7)
  expect(list.rows.every((row) => (row.cells.at(-1)?.text ?? '').length > 5)).toBe(true)
})

test('the stored sample is what its script makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'))
  try {
    const copy = join(folder, 'copy.xlsx')
    execFileSync(process.execPath, ['scripts/make-sample.mjs', copy])
    expect(readFileSync(copy).equals(sample())).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
