import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router'
import { NewProposalPage, RatesPage, ReleasePage } from '../features/admin'
import { BillPage, BillsPage, NewBillPage } from '../features/billing'
import { DecisionsPage } from '../features/decisions'
import { EditContactPage, EditEmployerPage, EditWorkerPage } from '../features/edits'
import { EmployerPage, EmployersPage, SegmentsPage } from '../features/employers'
import { LetterPage } from '../features/letters'
import { IssueCodePage } from '../features/paymentCodes'
import {
  BpuFormPage,
  EmployerFormPage,
  ImportWorkersPage,
  ProjectFormPage,
  RegistrationPage,
  WorkerFormPage,
} from '../features/registration'
import { SignInPage } from '../features/session'
import { SettingsPage } from '../features/settings'
import { SimulationPage } from '../features/simulation'
import { SyncStatusPage } from '../features/syncStatus'
import { TodayPage } from '../features/today'
import { VisitsPage } from '../features/visits'
import { currentSession } from '../sync/sessionStore'
import { ErrorPanel } from './ErrorPanel'
import { AppFrame } from './frame/AppFrame'
import { NotFound } from './NotFound'

const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: ErrorPanel,
  notFoundComponent: NotFound,
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/masuk',
  component: SignInPage,
})

/** Everything behind the sign-in stands in the frame. */
const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  component: AppFrame,
  beforeLoad: () => {
    if (!currentSession()) throw redirect({ to: '/masuk' })
  },
})

const page = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => frameRoute, path, component, errorComponent: ErrorPanel })

const routeTree = rootRoute.addChildren([
  signInRoute,
  frameRoute.addChildren([
    page('/', TodayPage),
    page('/pendaftaran', RegistrationPage),
    page('/pendaftaran/perusahaan/$draftId', EmployerFormPage),
    page('/pendaftaran/bpu/$draftId', BpuFormPage),
    page('/pendaftaran/proyek/$draftId', ProjectFormPage),
    page('/bpu-proyek', SegmentsPage),
    page('/perusahaan', EmployersPage),
    page('/perusahaan/$employerId', EmployerPage),
    page('/perusahaan/$employerId/tenaga-kerja/$draftId', WorkerFormPage),
    page('/perusahaan/$employerId/ubah', EditEmployerPage),
    page('/perusahaan/$employerId/orang/$membershipId', EditWorkerPage),
    page('/perusahaan/$employerId/kontak/$contactId', EditContactPage),
    page('/perusahaan/$employerId/impor', ImportWorkersPage),
    page('/perusahaan/$employerId/tagihan-baru', NewBillPage),
    page('/perusahaan/$employerId/kode-baru', IssueCodePage),
    page('/kunjungan', VisitsPage),
    page('/tagihan', BillsPage),
    page('/tagihan/$billId', BillPage),
    page('/surat/$codeId/$kind', LetterPage),
    page('/keputusan', DecisionsPage),
    page('/status-kirim', SyncStatusPage),
    page('/pengaturan', SettingsPage),
    page('/simulasi', SimulationPage),
    page('/admin/tarif', RatesPage),
    page('/admin/tarif/usulan-baru', NewProposalPage),
    page('/admin/tarif/usulan/$releaseId', ReleasePage),
  ]),
])

/** Hash addresses: the same build runs under app:// and under a folder of the server. */
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultErrorComponent: ErrorPanel,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
