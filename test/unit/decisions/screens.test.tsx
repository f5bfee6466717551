// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { afterEach, expect, it } from 'vitest'
import { registerProject } from '#shared/commands/projects/registerProject'
import { DecisionsPage } from '../../../renderer/features/decisions'
import { SyncStatusPage } from '../../../renderer/features/syncStatus'
import { HostContext } from '../../../renderer/host/HostContext'
import { findDraft } from '../../../renderer/store/queries/drafts'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import type { Host } from '#shared/host'
import { testActor } from '../../support/deviceStore'
import { projectProfile } from '../../support/samples'
import { startDevice } from '../registration/renderPages'

afterEach(cleanup)
configure({ asyncUtilTimeout: 10_000 })

function open(component: () => React.ReactNode) {
  const rootRoute = createRootRoute()
  const page = createRoute({ getParentRoute: () => rootRoute, path: '/', component })
  const router = createRouter({
    routeTree: rootRoute.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  render(
    <MantineProvider env="test">
      <HostContext value={{} as Host}>
        <RouterProvider router={router as never} />
      </HostContext>
    </MantineProvider>,
  )
}

it('[U-60] a card is laid aside with 0 and a reason, and u takes it back', async () => {
  const { store } = await startDevice()
  const uid = newId()
  const at = '2026-07-09T02:00:00.000Z'
  const command = {
    id: 1,
    order: 1,
    uid,
    name: 'bill.cancel',
    version: 1,
    args: { billId: 'b', reason: 'keliru' },
    occurredAt: at,
    actor: testActor,
    dependsOn: [],
    wrote: [],
  }
  await store.rejections.put({
    uid,
    command,
    code: 'BILL_PAID',
    detail: { period: '2026-06', settledOn: '2026-07-01' },
    rejectedAt: at,
    state: 'open',
  })
  open(DecisionsPage)
  await screen.findByTestId('decision-card')
  expect(screen.getByText(/Sudah lunas; tidak ada lagi yang perlu ditagih/)).toBeTruthy()

  fireEvent.keyDown(window, { key: '0' })
  const reason = await screen.findByRole('textbox')
  fireEvent.change(reason, { target: { value: 'memang sudah lunas' } })
  fireEvent.click(screen.getByRole('button', { name: 'Singkirkan' }))
  await screen.findByText('Disingkirkan: memang sudah lunas')
  expect(screen.queryByTestId('decision-card')).toBeNull()

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  fireEvent.keyDown(window, { key: 'u' })
  await screen.findByTestId('decision-card')
  const sent = await listOutbox({}, store)
  expect(sent.map(({ name, args }) => [name, (args as { state: string }).state])).toEqual([
    ['refusal.settle', 'dismissed'],
    ['refusal.settle', 'open'],
  ])
})

it('[R-113] a contract registered by a colleague: open that project, or correct the form', async () => {
  const { store } = await startDevice()
  const [existing, refused, uid] = [newId(), newId(), newId()]
  const profile = projectProfile()
  const acceptedFindings: string[] = []
  const there = await execute(registerProject, { projectId: existing, profile, acceptedFindings })
  expect(there.ok).toBe(true)
  const at = '2026-07-09T02:00:00.000Z'
  const args = JSON.parse(JSON.stringify({ projectId: refused, profile, acceptedFindings }))
  await store.rejections.put({
    uid,
    command: {
      id: 1,
      order: 1,
      uid,
      name: 'project.register',
      version: 1,
      args,
      occurredAt: at,
      actor: testActor,
      dependsOn: [],
      wrote: [],
    },
    code: 'CONTRACT_TAKEN',
    detail: {
      projectId: existing,
      contractNo: profile.contractNo,
      projectName: profile.projectName,
      registeredBy: 'Melati Contoh',
    },
    rejectedAt: at,
    state: 'open',
  })
  open(DecisionsPage)
  await screen.findByText(/sudah terdaftar sebagai Pembangunan Balai Contoh oleh Melati Contoh/)
  expect(
    await screen.findByRole('button', { name: /Buka Pembangunan Balai Contoh dan lanjutkan/ }),
  ).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /Buka isiannya, perbaiki/ }))
  await waitFor(async () =>
    expect(await findDraft(refused, store)).toMatchObject({
      kind: 'project',
      data: { replaces: uid, values: { contractNo: 'KTR/001/2026', termShare2: '40' } },
    }),
  )
})

it('[U-67] the sending screen says what waits, the last contact and a clock that is off', async () => {
  const { store } = await startDevice()
  const meta = (await store.meta.toArray())[0]
  await store.meta.put({
    key: meta?.key ?? '',
    value: {
      ...(meta?.value as object),
      clock: { offsetMs: 64 * 60_000, serverTime: '2026-07-10T01:00:00.000Z' },
    },
  })
  open(SyncStatusPage)
  await screen.findByText(/Jam komputer berbeda 1 jam 4 menit dari server/)
  expect(screen.getByText('10/07/2026 08.00')).toBeTruthy()
  await screen.findByText(/Tidak ada yang menunggu/)
  await screen.findByText(/Belum ada berkas yang diambil dari USB/)
})
