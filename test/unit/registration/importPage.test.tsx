// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { importWorkers, IMPORT_CHUNK_SIZE } from '#shared/commands/workers/importWorkers'
import { getEmployerProfile } from '../../../renderer/features/registration/employerForm/employerValues'
import { packIds, packList } from '../../../renderer/features/registration/importList/importDraft'
import type { Store } from '../../../renderer/store/database'
import { findDraft, saveDraft } from '../../../renderer/store/queries/drafts'
import { allMemberships } from '../../../renderer/store/queries/workers'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { checkFile } from '../../../renderer/workers/import/checkFile'
import { testActor } from '../../support/deviceStore'
import { fileOf } from '../import/makeXlsx'
import { employerValues, TODAY } from './formSamples'
import { openAt, startDevice } from './renderPages'

let store: Store
let employerId: string
const importId = '01900000-0000-7000-8000-000000000001'

beforeEach(async () => {
  ;({ store } = await startDevice())
  employerId = newId()
  const profile = getEmployerProfile(employerValues())
  await execute(registerEmployer, { employerId, profile, acceptedFindings: [] })
})

/** An import as it stands in the store when the program dies after some chunks. */
async function diedAfter(chunks: number) {
  const file = fileOf(readFileSync('resources/samples/tenaga-kerja-contoh-250.xlsx'))
  const check = await checkFile(file, { today: TODAY })
  const ids = new Map(
    check.good.map(({ number }) => [number, { participantId: newId(), membershipId: newId() }]),
  )
  const data = {
    employerId,
    importId,
    fileName: 'daftar.xlsx',
    sheet: check.sheet,
    list: packList(check),
    ids: packIds(ids),
  }
  const updatedAt = '2026-11-22T02:14:22.000Z'
  await saveDraft({
    id: importId,
    kind: 'workerImport',
    userId: testActor.userId,
    title: '',
    data,
    updatedAt,
  })
  for (let start = 0; start < chunks * IMPORT_CHUNK_SIZE; start += IMPORT_CHUNK_SIZE) {
    const entries = check.good.slice(start, start + IMPORT_CHUNK_SIZE).map((row) => {
      const id = ids.get(row.number)
      if (!row.row || !id) throw new Error('not a good row')
      return { ...id, ...row.row, rowNumber: row.number, acceptedFindings: [] }
    })
    const result = await execute(importWorkers, {
      employerId,
      importId,
      fileName: 'daftar.xlsx',
      entries,
    })
    expect(result.ok).toBe(true)
  }
}

const counts = () => screen.getByTestId('import-counts').textContent
const open = async () => {
  await openAt(`/perusahaan/${employerId}/impor`)
  await screen.findByTestId('import-counts')
}

test('[R-36] an import that died goes on where it stopped: each good row once, counts add up', async () => {
  await diedAfter(2)
  await open()
  expect(counts()).toBe('100 sudah masuk + 143 baris baik + 7 perlu diperbaiki = 250')
  fireEvent.click(screen.getByRole('button', { name: 'Masukkan 143 baris baik' }))
  await waitFor(() =>
    expect(counts()).toBe('243 sudah masuk + 0 baris baik + 7 perlu diperbaiki = 250'),
  )
  const stored = await allMemberships(employerId)
  expect(stored).toHaveLength(243)
  expect(new Set(stored.map(({ nik }) => nik)).size).toBe(243)
  expect(await store.db.table('participant').count()).toBe(243)
  expect(await findDraft(importId)).toBeDefined()
})

test('[R-36] a second look after everything went in puts nothing in again', async () => {
  await diedAfter(5)
  await open()
  expect(counts()).toBe('243 sudah masuk + 0 baris baik + 7 perlu diperbaiki = 250')
  expect(screen.queryByRole('button', { name: /Masukkan/ })).toBeNull()
})

test('[R-41] a row corrected in the grid is checked at once, becomes good and is kept in the draft', async () => {
  await diedAfter(0)
  await open()
  expect(counts()).toBe('243 baris baik + 7 perlu diperbaiki = 250')
  const name = screen.getByRole('textbox', { name: 'Baris 123, NAMA_LENGKAP' })
  expect(name.getAttribute('aria-invalid')).toBe('true')
  name.focus()
  fireEvent.change(name, { target: { value: 'Rinjani Awanputih' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  await waitFor(() => expect(counts()).toBe('244 baris baik + 6 perlu diperbaiki = 250'))
  await waitFor(async () =>
    expect(JSON.stringify((await findDraft(importId))?.data)).toContain('Rinjani Awanputih'),
  )
})

test('[R-41] the filter shows one kind of error and its rows only', async () => {
  await diedAfter(0)
  await open()
  const filter = screen.getByRole('combobox', { name: 'Jenis kesalahan' })
  fireEvent.change(filter, { target: { value: 'UPAH:MONEY_UNREADABLE' } })
  const rows = [...document.querySelectorAll('tr[data-row]')]
  expect(rows.map((row) => row.getAttribute('data-row'))).toEqual(['162'])
})
