import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { afterEach } from 'vitest'
import { Page } from '../../../renderer/components/Page'
import {
  BpuFormPage,
  EmployerFormPage,
  ImportWorkersPage,
  RegistrationPage,
  WorkerFormPage,
} from '../../../renderer/features/registration'
import { startI18n } from '../../../renderer/i18n'
import { HostContext } from '../../../renderer/host/HostContext'
import type { Store } from '../../../renderer/store/database'
import { sessionStore } from '../../../renderer/sync/sessionStore'
import { setRuntime } from '../../../renderer/sync/runtime'
import type { Host } from '#shared/host'
import {
  openTestStore,
  testActor,
  testBranchId,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'

// Before the next test has its own store: a page that is left keeps its draft.
afterEach(cleanup)

// Whole pages of HTML in a failure hide the failure; a busy machine may need longer than a second.
configure({ getElementError: (message) => new Error(message ?? ''), asyncUtilTimeout: 10_000 })

/** A signed-in device with an empty store of its own. */
export async function startDevice(): Promise<{ store: Store; runtime: TestRuntime }> {
  await startI18n()
  const store = await openTestStore()
  const runtime = testRuntime(store)
  setRuntime(runtime)
  sessionStore.setState({
    session: {
      user: {
        id: testActor.userId,
        name: testActor.name,
        roles: [...testActor.roles],
        branchId: testBranchId,
      },
      username: 'contoh',
      offlineLeaseUntil: '2099-01-01T00:00:00.000Z',
    },
  })
  return { store, runtime }
}

/** The registration pages at an address, as the program shows them without its frame. */
export async function openAt(address: string, host: Partial<Host> = {}) {
  cleanup()
  const rootRoute = createRootRoute()
  const page = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => rootRoute, path, component })
  const router = createRouter({
    routeTree: rootRoute.addChildren([
      page('/pendaftaran', RegistrationPage),
      page('/pendaftaran/perusahaan/$draftId', EmployerFormPage),
      page('/pendaftaran/bpu/$draftId', BpuFormPage),
      page('/perusahaan/$employerId', () => <Page title="halaman perusahaan">{null}</Page>),
      page('/perusahaan/$employerId/tenaga-kerja/$draftId', WorkerFormPage),
      page('/perusahaan/$employerId/impor', ImportWorkersPage),
    ]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  render(
    <MantineProvider env="test">
      <HostContext value={host as Host}>
        {/* The program's own router is another one: the pages must not notice. */}
        <RouterProvider router={router as never} />
      </HostContext>
    </MantineProvider>,
  )
  await waitFor(() => screen.getByRole('heading', { level: 1 }))
  return { router, path: () => router.state.location.pathname }
}

export function field(name: string): HTMLInputElement {
  const input = document.querySelector<HTMLInputElement>(`[name="${name}"]`)
  if (!input) throw new Error(`no field ${name}`)
  return input
}
