import { MantineProvider } from '@mantine/core'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Host } from '#shared/host'
import { StatusLine } from '../../../renderer/app/frame/StatusLine'
import { GuardNotice } from '../../../renderer/features/guard'
import { createBrowserJournal } from '../../../renderer/host/browserJournal'
import { startI18n } from '../../../renderer/i18n'
import { saveDraft } from '../../../renderer/store/queries/drafts'
import { getClientMeta, outboxSummary } from '../../../renderer/store/queries/outbox'
import { diskStore, recheckDisk } from '../../../renderer/sync/diskGuard'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { currentSession } from '../../../renderer/sync/sessionStore'
import { signIn } from '../../../renderer/sync/signIn'
import { pokeSync, startSession } from '../../../renderer/sync/startSession'
import { bareHost } from '../../support/bareHost'
import { testProfile } from '../../support/testEmployer'
import type { DiskNote } from './diskNotes'

// The program of a browser with its database, journal, guard and sync, and of its screens the parts
// that tell about the disk. It works by itself and says what it has done.

/** A save without an answer for so long is given up. */
const SILENT_MS = 20_000
const parameters = new URLSearchParams(location.search)
const mode = parameters.get('mode')
let doing = 'starting'
const text = (name: string): string => parameters.get(name) ?? ''

const host: Host = {
  ...bareHost,
  can: { ...bareHost.can, journal: true },
  journal: createBrowserJournal(),
}

try {
  await startI18n()
  const { deviceId } = await startSession(host)
  showFrame()
  setInterval(() => {
    const screen = document.body.innerText
    void isTaken({ kind: 'alive', doing, screen })
  }, 1_000)
  if (!currentSession() && mode !== 'look') {
    const result = await signIn(text('user'), text('password'))
    if (!result.ok) throw new Error(`sign-in: ${JSON.stringify(result)}`)
  }
  await until(async () => (await getClientMeta()).pulledAt !== undefined || mode === 'look')
  const waiting = (await outboxSummary()).count
  const isProtected = await navigator.storage.persisted()
  await note({ kind: 'opened', deviceId, waiting, isProtected })
  if (mode === 'fill') await fill()
  if (mode !== 'look') await sendAll()
} catch (error) {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  await note({ kind: 'trouble', message })
}

/** Saves until the disk takes no more, and a little longer: people try again, forms keep drafts. */
async function fill(): Promise<void> {
  for (let serial = Number(text('serial')); ; serial += 1) {
    const told = whenTold()
    const legalName = `PT PENUH ${serial}`
    const npwp = String(serial).padStart(16, '0')
    const args = {
      employerId: newId(),
      profile: testProfile({ legalName, npwp }),
      acceptedFindings: [],
    }
    doing = `saving ${serial}`
    // One that is answered late was told of as slow, and is saved all the same.
    const result = await Promise.race([execute(registerEmployer, args), pause(SILENT_MS)])
    if (result?.ok) {
      const { uid } = result.command
      await note({ kind: 'saved', uid, journal: result.journal })
    } else if (result && result.violation.code !== 'DISK_FULL') {
      throw new Error(result.violation.code)
    }
    if (!result?.ok || result.journal === 'failed') {
      const answer = result ? 'refused' : 'none'
      doing = `waiting for the sentence about ${serial}, ${answer}`
      await note({ kind: 'full', answer, toldAfterMs: await told.afterMs })
      break
    }
    told.stop()
    await pause(5)
  }
  doing = 'trying again'
  for (let again = 0; again < 3; again += 1) {
    const updatedAt = new Date().toISOString()
    const draft = { id: newId(), userId: 'u', kind: 'employer', title: '', data: {}, updatedAt }
    // A database on a full disk may never answer again.
    await Promise.race([saveDraft(draft).catch(() => undefined), pause(1_000)])
    await pause(50)
  }
  await note({ kind: 'stopped' })
}

/** Sends what waits, as soon as the disk and the line let it. */
async function sendAll(): Promise<void> {
  doing = 'sending'
  await until(async () => {
    await recheckDisk()
    pokeSync()
    await pause(200)
    return !diskStore.getState().writeFailed && (await outboxSummary()).count === 0
  })
  await note({ kind: 'sent' })
}

function showFrame(): void {
  const rootRoute = createRootRoute({
    component: () => (
      <>
        <GuardNotice />
        <StatusLine />
      </>
    ),
  })
  const router = createRouter({ routeTree: rootRoute, history: createMemoryHistory() })
  const element = document.body.appendChild(document.createElement('div'))
  createRoot(element).render(
    <MantineProvider>
      <RouterProvider router={router as never} />
    </MantineProvider>,
  )
}

/** Milliseconds from now to the first sentence about a disk that takes no more or does not answer. */
function whenTold(): { readonly afterMs: Promise<number>; stop(): void } {
  const begun = performance.now()
  let observer: MutationObserver | undefined
  const afterMs = new Promise<number>((resolve) => {
    const look = (): void => {
      const notice = document.querySelector('[data-testid="guard-notice"][role="alert"]')
      const status = document.querySelector('[data-testid="status-line"]')?.textContent ?? ''
      if (!notice && !status.includes('catatan cadangannya belum tertulis')) return
      observer?.disconnect()
      resolve(performance.now() - begun)
    }
    observer = new MutationObserver(look)
    const options = { subtree: true, childList: true, characterData: true, attributes: true }
    observer.observe(document.body, options)
    // It may stand there already: the sync writes, too.
    look()
  })
  return { afterMs, stop: () => observer?.disconnect() }
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  // A database that lets go for a moment is asked again.
  while (!(await isTrue().catch(() => false))) await pause(50)
}

async function note(body: DiskNote): Promise<void> {
  // On a full disk the browser may fail to send, too; in this order and every one.
  while (!(await isTaken(body))) await pause(50)
}

async function isTaken(body: DiskNote): Promise<boolean> {
  const sent = fetch('/lab/note', { method: 'POST', body: JSON.stringify(body) })
  return sent.then(
    ({ ok }) => ok,
    () => false,
  )
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}
