// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { getEmployerProfile } from '../../../renderer/features/registration/employerForm/employerValues'
import { reopenAsDraft } from '../../../renderer/features/registration'
import type { WorkerValues } from '../../../renderer/features/registration/workerForm/workerValues'
import type { Store } from '../../../renderer/store/database'
import { findDraft, saveDraft } from '../../../renderer/store/queries/drafts'
import { allMemberships, findParticipantByNik } from '../../../renderer/store/queries/workers'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { testActor } from '../../support/deviceStore'
import { bpuEntry } from '../../support/samples'
import { employerValues, workerValues } from './formSamples'
import { field, openAt, startDevice } from './renderPages'

let store: Store
let employerId: string

beforeEach(async () => {
  ;({ store } = await startDevice())
  employerId = await newEmployer('Contoh Maju', '01.234.567.4-901.000')
})

async function newEmployer(legalName: string, npwp: string): Promise<string> {
  const id = newId()
  const profile = getEmployerProfile(employerValues({ legalName, npwp }))
  const result = await execute(registerEmployer, { employerId: id, profile, acceptedFindings: [] })
  expect(result.ok).toBe(true)
  return id
}

async function openWith(values: Partial<WorkerValues>, employer = employerId) {
  const id = newId()
  const data = { values: workerValues(values), accepted: {}, employerId: employer }
  const updatedAt = '2026-11-22T02:14:22.000Z'
  await saveDraft({ id, kind: 'worker', userId: testActor.userId, title: '', data, updatedAt })
  const page = await openAt(`/perusahaan/${employer}/tenaga-kerja/${id}`)
  return { ...page, id }
}

function type(name: string, text: string) {
  fireEvent.focus(field(name))
  fireEvent.change(field(name), { target: { value: text } })
  fireEvent.blur(field(name))
}

/** Saving asks once about what is unusual today, such as a start long ago. */
async function saveAndAdd(done: () => Promise<boolean>) {
  await waitFor(async () => {
    fireEvent.keyDown(field('nik'), { key: 'Enter', ctrlKey: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await done()).toBe(true)
  })
}

test('[R-32] birth date and sex come from the NIK and never replace what was typed', async () => {
  await openAt(`/perusahaan/${employerId}/tenaga-kerja/${newId()}`)
  await waitFor(() => expect(document.activeElement).toBe(field('nik')))
  type('nik', '3516.9945.0895.0003')
  expect(field('nik').value).toBe('3516 9945 0895 0003')
  await waitFor(() => expect(field('birthDate').value).toBe('05/08/1995'))
  expect(field('sex').value).toBe('F')
  type('birthDate', '6/8/1995')
  type('nik', '3516 9945 0895 0003')
  expect(field('birthDate').value).toBe('06/08/1995')
  expect(await screen.findByText(/Tanggal lahir di NIK berbeda/)).toBeTruthy()
})

test('[R-39] saving and adding another carries over what repeats, and nothing of the person', async () => {
  const { path, id } = await openWith({})
  await saveAndAdd(async () => !path().endsWith(id))
  expect((await allMemberships(employerId)).map(({ id: stored }) => stored)).toEqual([id])
  expect(await findDraft(id)).toBeUndefined()
  await waitFor(() => expect(field('workLocationCode').value).toBe('3516'))
  expect([field('employmentStatus').value, field('postcode').value]).toEqual(['PKWTT', '61363'])
  expect([field('nik').value, field('fullName').value, field('wage').value]).toEqual(['', '', ''])
})

test('[R-40] a NIK already here names the person; their data make a second employment', async () => {
  const first = await openWith({})
  await saveAndAdd(async () => !first.path().endsWith(first.id))
  const other = await newEmployer('Contoh Kedua', '02.345.678.9-901.000')
  const { path, id } = await openWith(
    {
      fullName: '',
      birthPlace: '',
      birthDate: '',
      sex: '',
      motherName: '',
      address: '',
      mobile: '',
    },
    other,
  )
  expect(
    await screen.findByText(/Sudah terdaftar: Siti Sawahhijau, lahir 05\/08\/1995/),
  ).toBeTruthy()
  expect(screen.getByRole('link', { name: /Buka CONTOH MAJU/ })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /Tambah pekerjaan/ }))
  expect(field('fullName').value).toBe('Siti Sawahhijau')
  await saveAndAdd(async () => !path().endsWith(id))
  const [membership] = await allMemberships(other)
  expect(membership?.participantId).toBe((await findParticipantByNik('3516994508950003'))?.id)
  expect(await store.db.table('participant').count()).toBe(1)
})

test('[R-34] a NIK of somebody else is refused at the top and at the NIK, and the draft stays', async () => {
  const first = await openWith({})
  await saveAndAdd(async () => !first.path().endsWith(first.id))
  const { id } = await openWith({ fullName: 'Orang Lain' })
  await saveAndAdd(async () => field('nik').getAttribute('aria-invalid') === 'true')
  expect(screen.getByRole('alert').textContent).toContain(
    'sudah terdaftar atas nama Siti Sawahhijau',
  )
  expect(await findDraft(id)).toBeDefined()
})

test('[R-31] refused work opens as the form it was, and stands in for it when saved', async () => {
  const profile = getEmployerProfile(employerValues())
  const id = newId()
  const args = JSON.parse(JSON.stringify({ employerId: id, profile, acceptedFindings: [] }))
  const command = {
    id: 9,
    uid: 'refused-uid',
    name: 'employer.register',
    version: 1,
    args,
    occurredAt: '2026-07-10T02:00:00.000Z',
    actor: testActor,
    dependsOn: [],
  }
  const rejection = {
    uid: command.uid,
    command,
    code: 'NPWP_TAKEN',
    detail: {},
    rejectedAt: command.occurredAt,
    state: 'open',
  }
  expect(await reopenAsDraft(rejection as unknown as Parameters<typeof reopenAsDraft>[0])).toEqual({
    to: '/pendaftaran/perusahaan/$draftId',
    params: { draftId: id },
  })
  await openAt(`/pendaftaran/perusahaan/${id}`)
  await waitFor(() => expect(field('legalName').value).toBe('CONTOH MAJU JAYA'))
  expect((await findDraft(id))?.data).toMatchObject({ replaces: 'refused-uid' })
})

test('[R-113] a refused member opens as the form it was, to stand in for it', async () => {
  const entry = bpuEntry(1, { startPeriod: '2026-07' }, { kkNumber: '3516990101150001' })
  const command = { uid: 'refused-uid', name: 'bpu.register', args: { entry } }
  const rejection = { uid: command.uid, command } as unknown
  expect(await reopenAsDraft(rejection as Parameters<typeof reopenAsDraft>[0])).toEqual({
    to: '/pendaftaran/bpu/$draftId',
    params: { draftId: entry.memberId },
  })
  await openAt(`/pendaftaran/bpu/${entry.memberId}`)
  await waitFor(() => expect(field('fullName').value).toBe(entry.person.fullName))
  expect(field('occupation').value).toBe('Pedagang keliling')
  expect((await findDraft(entry.memberId))?.data).toMatchObject({ replaces: 'refused-uid' })
})
