import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { IMPORT_CHUNK_SIZE } from '#shared/commands/workers/importWorkers'
import type { Participant } from '#shared/model/participant'
import { allRows, checkRows, recheckRows, type ImportCheck } from '#shared/registration/importCheck'
import {
  packIds,
  packList,
  unpackIds,
  unpackList,
} from '../../../renderer/features/registration/importList/importDraft'
import {
  errorKinds,
  rowsWith,
  sortOut,
  type Surroundings,
} from '../../../renderer/features/registration/importList/importView'
import { runImport } from '../../../renderer/features/registration/importList/runImport'
import type { CommandResult } from '../../../renderer/sync/execute'
import { checkFile } from '../../../renderer/workers/import/checkFile'
import { fileOf } from '../import/makeXlsx'
import { TODAY } from './formSamples'

const ctx = { today: TODAY }
const nothing: Surroundings = { imported: new Set(), people: new Map(), refused: new Map() }
let check: ImportCheck

beforeAll(async () => {
  check = await checkFile(
    fileOf(readFileSync('resources/samples/tenaga-kerja-contoh-250.xlsx')),
    ctx,
  )
})

function idsOf(numbers: readonly number[]) {
  return new Map(
    numbers.map((row) => [row, { participantId: `person-${row}`, membershipId: `job-${row}` }]),
  )
}

/** Somebody else under the NIK of the first good row. */
function stranger(): Participant {
  const person = check.good[0]?.row?.person
  if (!person) throw new Error('the sample has no good row')
  const registered = { userId: 'u', name: 'Petugas', at: '2026-01-01T00:00:00.000Z' }
  return { ...person, fullName: 'Orang Lain', id: 'p', branchId: '516', registered }
}

test('[R-35] whatever is in or refused, the counts add up and each row stands in one place', () => {
  const numbers = allRows(check).map(({ number }) => number)
  const some = fc.uniqueArray(fc.constantFrom(...numbers))
  fc.assert(
    fc.property(some, some, fc.boolean(), (imported, refused, known) => {
      const view = sortOut(check, {
        imported: new Set(imported),
        refused: new Map(refused.map((row) => [row, 'alasan'])),
        people: new Map(known ? [[stranger().nik, stranger()]] : []),
      })
      expect(view.imported + view.good.length + view.bad.length).toBe(view.total)
      const places = [
        ...imported,
        ...view.good.map((r) => r.number),
        ...view.bad.map((r) => r.number),
      ]
      expect(places.sort((a, b) => a - b)).toEqual(numbers)
      for (const row of view.bad)
        expect(row.findings.some((f) => f.severity === 'ERROR')).toBe(true)
    }),
  )
})

test('[R-36] a list kept in a draft comes back as the same check, corrections included', () => {
  const corrected = recheckRows(
    check,
    [{ rowNumber: 123, column: columnOf('NAMA_LENGKAP'), text: 'Citra "Embun" Pagi' }],
    ctx,
  )
  const again = checkRows(
    { fileName: check.fileName, sheet: check.sheet, ...unpackList(packList(corrected)) },
    ctx,
  )
  expect(allRows(again)).toEqual(allRows(corrected))
  expect(again.columns).toEqual(corrected.columns)
  expect(again.good).toHaveLength(check.good.length)
})

test('[R-36] the ids of the rows come back from the draft', () => {
  const ids = idsOf([2, 3, 250])
  expect(unpackIds(packIds(ids))).toEqual(ids)
})

test('[R-38] a NIK that belongs to somebody else is an error row that names them', () => {
  const view = sortOut(check, { ...nothing, people: new Map([[stranger().nik, stranger()]]) })
  const row = view.bad.find(({ number }) => number === check.good[0]?.number)
  expect(row?.findings.at(-1)).toMatchObject({
    code: 'NIK_OF_ANOTHER_PERSON',
    column: 'NO_IDENTITAS',
    detail: { name: 'Orang Lain' },
  })
  expect(view.good).toHaveLength(242)
})

test('[R-38] the same person in other letters is not somebody else', () => {
  const person = stranger()
  const same = { ...person, fullName: check.good[0]?.row?.person.fullName.toUpperCase() ?? '' }
  expect(sortOut(check, { ...nothing, people: new Map([[same.nik, same]]) }).good).toHaveLength(243)
})

test('[R-37] refused rows are set aside, their neighbours go in, chunk by chunk', async () => {
  const rows = sortOut(check, nothing).good
  const faulty = new Set([rows[3]?.number, rows[60]?.number, rows[61]?.number])
  const stored: number[] = []
  const sizes: number[] = []
  const outcome = await runImport(
    {
      employerId: 'e',
      importId: 'i',
      fileName: 'a.xlsx',
      rows,
      ids: idsOf(rows.map((r) => r.number)),
    },
    async ({ entries }) => {
      sizes.push(entries.length)
      const refused = entries.filter(({ rowNumber }) => faulty.has(rowNumber))
      if (refused.length > 0) {
        const detail = refused.map(({ rowNumber }) => ({
          rowNumber,
          code: 'NIK_TAKEN',
          detail: {},
        }))
        return { ok: false, violation: new RuleViolation('ROWS_REFUSED', { rows: detail }) }
      }
      stored.push(...entries.map(({ rowNumber }) => rowNumber))
      return done
    },
    { onProgress: () => {}, stop: new AbortController().signal },
  )
  expect(Math.max(...sizes)).toBeLessThanOrEqual(IMPORT_CHUNK_SIZE)
  expect(new Set(stored).size).toBe(240)
  expect(outcome.imported).toEqual(stored)
  expect(outcome.refused.map(({ rowNumber }) => rowNumber)).toEqual([...faulty])
})

test('[R-37] a refusal that names no row stops the import instead of trying for ever', async () => {
  const rows = sortOut(check, nothing).good
  let calls = 0
  const outcome = await runImport(
    {
      employerId: 'e',
      importId: 'i',
      fileName: 'a.xlsx',
      rows,
      ids: idsOf(rows.map((r) => r.number)),
    },
    async () => {
      calls += 1
      return {
        ok: false,
        violation: new RuleViolation('EMPLOYER_INACTIVE', { legalName: 'PT Contoh' }),
      }
    },
    { onProgress: () => {}, stop: new AbortController().signal },
  )
  expect([calls, outcome.imported.length, outcome.stoppedBy?.code]).toEqual([
    1,
    0,
    'EMPLOYER_INACTIVE',
  ])
})

test('[R-37] stopping ends after the current chunk and says what is in', async () => {
  const rows = sortOut(check, nothing).good
  const stop = new AbortController()
  const outcome = await runImport(
    {
      employerId: 'e',
      importId: 'i',
      fileName: 'a.xlsx',
      rows,
      ids: idsOf(rows.map((r) => r.number)),
    },
    async () => done,
    { onProgress: (count) => count >= 2 * IMPORT_CHUNK_SIZE && stop.abort(), stop: stop.signal },
  )
  expect(outcome.imported).toEqual(rows.slice(0, 2 * IMPORT_CHUNK_SIZE).map(({ number }) => number))
})

test('[R-28] the same wrong text in a column is found in the other rows, but not names and numbers', () => {
  const status = columnOf('STATUS_PEGAWAI')
  const wrong = recheckRows(
    check,
    [5, 6, 7].map((rowNumber) => ({ rowNumber, column: status, text: 'Tettap' })),
    ctx,
  )
  expect(
    rowsWith(wrong.bad, wrong.columns, { column: status, from: 'Tettap', to: 'PKWTT' }),
  ).toEqual([5, 6, 7])
  const nik = columnOf('NO_IDENTITAS')
  expect(
    rowsWith(wrong.bad, wrong.columns, { column: nik, from: '351699551276001', to: 'x' }),
  ).toEqual([])
  expect(errorKinds(wrong.bad)[0]).toMatchObject({ key: 'STATUS_PEGAWAI:UNKNOWN_CHOICE', rows: 3 })
})

const done = { ok: true } as CommandResult

function columnOf(name: string): number {
  const index = check.columns.find(({ column }) => column === name)?.index
  if (index === undefined) throw new Error(`the sample has no column ${name}`)
  return index
}
