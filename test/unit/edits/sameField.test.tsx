// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addContact } from '#shared/commands/contacts/addContact'
import { removeContact } from '#shared/commands/contacts/removeContact'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { patchOfField, patchRecord } from '#shared/commands/records/patchRecord'
import { Page } from '../../../renderer/components/Page'
import { DecisionsPage } from '../../../renderer/features/decisions'
import { ContactsPanel, EditContactPage, EditEmployerPage } from '../../../renderer/features/edits'
import { startI18n } from '../../../renderer/i18n'
import { listContacts } from '../../../renderer/store/queries/contacts'
import { countOpenRejections } from '../../../renderer/store/queries/decisions'
import { findEmployer } from '../../../renderer/store/queries/employers'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { clientEnvironment, setRuntime } from '../../../renderer/sync/runtime'
import { sessionStore } from '../../../renderer/sync/sessionStore'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import {
  openTestStore,
  testActor,
  testBranchId,
  testDeviceId,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { MemoryLine } from '../../support/memoryTransport'

// Two devices and a server; the screens are those of the second.

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
configure({ getElementError: (message) => new Error(message ?? ''), asyncUtilTimeout: 10_000 })

let line: MemoryLine
let theirs: TestRuntime
let mine: TestRuntime
let employerId: string

beforeEach(async () => {
  await startI18n()
  line = new MemoryLine()
  theirs = testRuntime(await openTestStore())
  mine = testRuntime(await openTestStore())
  // The screens' own clock shows the devices' day: decisions can be undone for 30 days.
  vi.useFakeTimers({ toFake: ['Date'], now: mine.time })
  await mine.store.settings.put({ key: 'session', value: { user: { id: testActor.userId } } })
  setRuntime(mine)
  const { userId: id, name, roles } = testActor
  sessionStore.setState({
    session: {
      user: { id, name, roles: [...roles], branchId: testBranchId },
      username: 'contoh',
      offlineLeaseUntil: '2099-01-01T00:00:00.000Z',
    },
  })
  employerId = newId()
  const args = { employerId, profile: testProfile(), acceptedFindings: [] }
  await execute(registerEmployer, args, {}, theirs)
  for (const runtime of [theirs, mine]) await sync(runtime)
})

function sync(runtime: TestRuntime) {
  return syncOnce({
    store: runtime.store,
    env: clientEnvironment(runtime, { branchId: testBranchId, deviceId: testDeviceId }),
    transport: line,
    journal: runtime.journal,
    needsSerials: false,
    now: runtime.now,
    report: () => undefined,
    signal: new AbortController().signal,
  })
}

async function phoneAt(runtime: TestRuntime): Promise<string | undefined> {
  return (await findEmployer(employerId, runtime.store))?.picPhone
}

async function changePhone(runtime: TestRuntime, to: string): Promise<void> {
  const from = (await phoneAt(runtime)) ?? ''
  const args = patchOfField('employer', employerId, 'picPhone', { from, to })
  expect(await execute(patchRecord, args, {}, runtime)).toMatchObject({ ok: true })
}

/** They are first at the server; mine is a chain of two edits. */
async function clash(): Promise<void> {
  await changePhone(theirs, '+6281200000777')
  await changePhone(mine, '+6281200000344')
  await changePhone(mine, '+6281200000345')
  await sync(theirs)
  await sync(mine)
  expect(await countOpenRejections(mine.store)).toBe(2)
}

async function openAt(address: string) {
  cleanup()
  const rootRoute = createRootRoute()
  const page = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => rootRoute, path, component })
  const router = createRouter({
    routeTree: rootRoute.addChildren([
      page('/keputusan', DecisionsPage),
      page('/perusahaan/$employerId', () => (
        <Page title="halaman perusahaan">
          <ContactsPanel employerId={employerId} />
        </Page>
      )),
      page('/perusahaan/$employerId/ubah', EditEmployerPage),
      page('/perusahaan/$employerId/kontak/$contactId', EditContactPage),
    ]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  render(
    <MantineProvider env="test">
      {/* The program's own router is another one: the pages must not notice. */}
      <RouterProvider router={router as never} />
    </MantineProvider>,
  )
  await waitFor(() => screen.getByRole('heading', { level: 1 }))
}

const press = (key: string) => fireEvent.keyDown(document.body, { key })

async function cells(): Promise<(string | null)[]> {
  const card = await screen.findByTestId('decision-card')
  await waitFor(() => expect(card.querySelectorAll('tbody td')).toHaveLength(2))
  return [...card.querySelectorAll('tbody td')].map(({ textContent }) => textContent)
}

test('[R-78] a chain of refused edits is one card with the last value, theirs beside it', async () => {
  await clash()
  await openAt('/keputusan')
  expect(await cells()).toEqual(['0812-0000-0345', '0812-0000-0777'])
  expect(screen.getByText('Kartu 1 dari 1')).toBeTruthy()
  expect(screen.getByTestId('decision-card').textContent).toContain(
    `Nomor HP narahubung pada ${testProfile().legalName} diubah dua kali: oleh Anda dan oleh ${testActor.name}.`,
  )
})

test('[R-78] 1 leaves theirs, u puts mine in its place', async () => {
  await clash()
  await openAt('/keputusan')
  await cells()
  press('1')
  await waitFor(async () => expect(await countOpenRejections(mine.store)).toBe(0))
  expect(await phoneAt(mine)).toBe('+6281200000777')
  await screen.findByText(/Urungkan \(U\)/)
  press('u')
  await waitFor(async () => expect(await phoneAt(mine)).toBe('+6281200000345'))
  for (const runtime of [mine, theirs]) await sync(runtime)
  expect(await phoneAt(theirs)).toBe('+6281200000345')
})

test('[R-78] 2 puts mine over theirs, u brings theirs back; server and devices agree', async () => {
  await clash()
  await openAt('/keputusan')
  await cells()
  press('2')
  await waitFor(async () => expect(await countOpenRejections(mine.store)).toBe(0))
  for (const runtime of [mine, theirs]) await sync(runtime)
  expect([await phoneAt(mine), await phoneAt(theirs)]).toEqual(['+6281200000345', '+6281200000345'])
  await screen.findByText(/Urungkan \(U\)/)
  press('u')
  await waitFor(async () => expect(await phoneAt(mine)).toBe('+6281200000777'))
  for (const runtime of [mine, theirs]) await sync(runtime)
  expect(await countOpenRejections(mine.store)).toBe(0)
  expect(await phoneAt(theirs)).toBe('+6281200000777')
  expect(line.server.rows.find('employer', employerId)).toMatchObject({
    picPhone: '+6281200000777',
  })
})

test('[R-78] 2 is a question again when a third hand was there in between', async () => {
  await clash()
  await openAt('/keputusan')
  await cells()
  await changePhone(theirs, '+6281200000999')
  await sync(theirs)
  press('2')
  await waitFor(async () => expect(await countOpenRejections(mine.store)).toBe(0))
  await sync(mine)
  expect(await countOpenRejections(mine.store)).toBe(1)
  await waitFor(async () => expect(await cells()).toEqual(['0812-0000-0345', '0812-0000-0999']))
})

test('[R-78] 3 keeps both: my number becomes a contact, u takes it away', async () => {
  await clash()
  await openAt('/keputusan')
  await cells()
  press('3')
  await waitFor(async () => expect(await countOpenRejections(mine.store)).toBe(0))
  expect(await listContacts(employerId, mine.store)).toMatchObject([
    { name: testProfile().picName, phone: '+6281200000345' },
  ])
  expect(await phoneAt(mine)).toBe('+6281200000777')
  await screen.findByText(/Urungkan \(U\)/)
  press('u')
  await waitFor(async () => expect(await listContacts(employerId, mine.store)).toEqual([]))
})

test('[R-76] [R-78] a contact taken away meanwhile: who, and mine as a new one', async () => {
  const contactId = newId()
  const contact = { name: 'Sekar Contoh', phone: '+6281200000901' }
  await execute(addContact, { contactId, employerId, contact }, {}, theirs)
  for (const runtime of [theirs, mine]) await sync(runtime)
  await execute(removeContact, { contactId }, {}, theirs)
  const change = { from: '+6281200000901', to: '+6281200000902' }
  await execute(patchRecord, patchOfField('employerContact', contactId, 'phone', change), {}, mine)
  await sync(theirs)
  await sync(mine)
  await openAt('/keputusan')
  expect(await cells()).toEqual(['0812-0000-0902', 'dihapus'])
  press('2') // There is no such choice here.
  press('3')
  await waitFor(async () => expect(await countOpenRejections(mine.store)).toBe(0))
  expect(await listContacts(employerId, mine.store)).toMatchObject([
    { name: 'Sekar Contoh', phone: '+6281200000902' },
  ])
})

test('[R-79] the form sends one command per changed field, and says what is wrong at its field', async () => {
  await openAt(`/perusahaan/${employerId}/ubah`)
  const input = (key: string) => {
    const element = document.getElementById(`field-${key}`)
    if (!(element instanceof HTMLInputElement)) throw new Error(`no field ${key}`)
    return element
  }
  await waitFor(() => input('employer.phone'))
  const type = (key: string, value: string) => fireEvent.change(input(key), { target: { value } })
  type('employer.picPhone', '0321600001')
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
  await waitFor(() => expect(input('employer.picPhone').getAttribute('aria-invalid')).toBe('true'))
  expect(await listOutbox({}, mine.store)).toEqual([])
  type('employer.picPhone', '0812 0000 0911')
  type('employer.address', 'Jalan Baru Nomor 9')
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
  await waitFor(() => screen.getByRole('heading', { name: 'halaman perusahaan' }))
  const sent = (await listOutbox({}, mine.store)).map(({ args }) => (args as { set: object }).set)
  expect(sent).toEqual([
    { address: { from: testProfile().address, to: 'Jalan Baru Nomor 9' } },
    { picPhone: { from: testProfile().picPhone, to: '+6281200000911' } },
  ])
})

test('[R-79] a change by a colleague while the form is open is told, and saving again decides', async () => {
  await openAt(`/perusahaan/${employerId}/ubah`)
  await waitFor(() => expect(document.getElementById('field-employer.picPhone')).toBeTruthy())
  await changePhone(theirs, '+6281200000777')
  const address = { from: testProfile().address, to: 'Jalan Rekan 1' }
  const patch = patchOfField('employer', employerId, 'address', address)
  await execute(patchRecord, patch, {}, theirs)
  await sync(theirs)
  await sync(mine)
  const input = document.getElementById('field-employer.picPhone') as HTMLInputElement
  fireEvent.change(input, { target: { value: '0812 0000 0345' } })
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
  await screen.findByRole('alert')
  expect(await phoneAt(mine)).toBe('+6281200000777')
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
  await waitFor(async () => expect(await phoneAt(mine)).toBe('+6281200000345'))
  // What was not touched is the colleague's still.
  expect((await findEmployer(employerId, mine.store))?.address).toBe('Jalan Rekan 1')
})

test('[R-76] contacts are added and taken away on the employer’s page', async () => {
  await openAt(`/perusahaan/${employerId}`)
  fireEvent.click(await screen.findByRole('button', { name: 'Tambah kontak' }))
  fireEvent.change(screen.getByLabelText(/^Nama/), { target: { value: 'Laras Contoh' } })
  fireEvent.change(screen.getByLabelText('Nomor telepon'), { target: { value: '12' } })
  fireEvent.click(screen.getByRole('button', { name: 'Simpan kontak' }))
  await waitFor(() =>
    expect(screen.getByLabelText('Nomor telepon').getAttribute('aria-invalid')).toBe('true'),
  )
  fireEvent.change(screen.getByLabelText('Nomor telepon'), { target: { value: '0321 600 001' } })
  fireEvent.click(screen.getByRole('button', { name: 'Simpan kontak' }))
  await screen.findByText('Laras Contoh')
  await screen.findByText('Menunggu dikirim')
  fireEvent.click(screen.getByRole('button', { name: 'Hapus kontak Laras Contoh' }))
  await waitFor(() => expect(screen.queryByText('Laras Contoh')).toBeNull())
})
