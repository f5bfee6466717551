import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkFile } from '../../../renderer/workers/import/checkFile'
import { fileOf } from './makeXlsx'

const SAMPLE = 'resources/samples/tenaga-kerja-contoh-250.xlsx'

test('[R-20] the sample list gives 243 good rows and 7 bad ones, each bad in its own way', async () => {
  const check = await checkFile(fileOf(readFileSync(SAMPLE)), { today: '2026-11-22' })
  expect([check.sheet, check.totalRows, check.good.length, check.bad.length]).toEqual([
    'data_tk_baru',
    250,
    243,
    7,
  ])
  expect(
    check.bad.map((row) => [
      row.number,
      row.findings.filter((f) => f.severity === 'ERROR').map((f) => `${f.column} ${f.code}`),
    ]),
  ).toEqual([
    [19, ['NO_IDENTITAS NIK_FORMAT']],
    [50, ['NO_IDENTITAS NIK_BIRTH_DATE']],
    [85, ['NO_IDENTITAS NIK_REPEATED_IN_FILE']],
    [123, ['NAMA_LENGKAP REQUIRED']],
    [162, ['UPAH MONEY_UNREADABLE']],
    [201, ['TGL_AKHIR_KONTRAK CONTRACT_END_MISSING']],
    [238, ['TANGGAL_LAHIR AGE_BELOW_MINIMUM']],
  ])
})
