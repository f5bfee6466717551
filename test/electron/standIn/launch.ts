import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { startRelay } from './relay'

/** The built desktop shell, running in Node on the stand-in for `electron`. */
export interface ShellOnStandIn {
  /** Where the shell's own pages are served; stands for `app://bundle`. */
  readonly url: string
  /** The program's data folder, empty at the start. */
  readonly userData: string
  /** The server's address as the shell knows it. */
  readonly serverUrl: string
  /** Pulls out the network cable between the program and its server, and puts it back. */
  cutNetwork(): void
  restoreNetwork(): void
  /** Opens the program in a page, with the built preload script run first. */
  openIn(page: Page, hash?: string): Promise<void>
  /** The path the person will choose in the next dialog. Unarranged dialogs are cancelled. */
  answerNextDialog(path: string): Promise<void>
  state(): Promise<ShellState>
  /** SIGKILL to the shell; its files stay until `stop`. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** What the program asked Electron for. */
export interface ShellState {
  readonly sandboxed: boolean
  readonly privileges: readonly { scheme: string }[]
  readonly window: { url: string; webPreferences: Record<string, unknown> }
  readonly windowCount: number
  readonly channels: readonly string[]
  readonly externalUrls: readonly string[]
  readonly notices: readonly { title: string; body: string }[]
  readonly printed: readonly { title: string; base64: string }[]
  readonly dialogs: readonly { kind: 'save' | 'open'; options: Record<string, unknown> }[]
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const BUILT = here('../../../out')

/** Starts the built main bundle; `serverUrl` is the central server that the shell is set to. */
export async function launchShell(options: { serverUrl: string }): Promise<ShellOnStandIn> {
  const userData = await mkdtemp(join(tmpdir(), 'loket-shell-'))
  const relay = await startRelay(options.serverUrl)
  const child = spawn(
    process.execPath,
    ['--import', here('hook.mjs'), here('run.mjs'), join(BUILT, 'main/index.js')],
    {
      // The open input tells the child that this process still lives.
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, STAND_IN_USER_DATA: userData, SMILE_LOKET_SERVER: relay.url },
    },
  )
  const url = `http://127.0.0.1:${await readPort(child)}`
  relay.setPageOrigin(url)
  const control = async (path: string, body?: object): Promise<unknown> => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return (await fetch(`${url}/__control/${path}`, init)).json()
  }
  const state = async (): Promise<ShellState> => (await control('state')) as ShellState

  return {
    url,
    userData,
    serverUrl: relay.url,
    cutNetwork: () => relay.cut(),
    restoreNetwork: () => relay.restore(),
    async openIn(page, hash = '') {
      const { webPreferences } = (await state()).window
      await page.addInitScript({ content: await pageScript(webPreferences) })
      await page.goto(`${url}/index.html${hash}`)
    },
    answerNextDialog: async (path) => void (await control('dialog', { path })),
    state,
    async kill() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill()
      await relay.stop()
      await rm(userData, { recursive: true, force: true })
    },
  }
}

async function pageScript(webPreferences: Record<string, unknown>): Promise<string> {
  const [template, preload] = await Promise.all([
    readFile(here('page.js'), 'utf8'),
    readFile(join(BUILT, 'preload/index.cjs'), 'utf8'),
  ])
  const argv = JSON.stringify(webPreferences['additionalArguments'])
  // Functions as replacements: the built text may contain `$` sequences.
  return template
    .replace('__PRELOAD_SOURCE__', () => preload)
    .replace('__PRELOAD_ARGV__', () => argv)
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = /^\{"port":(\d+)\}$/m.exec(text)
      if (line) resolve(Number(line[1]))
    })
    child.once('exit', (code) => reject(new Error(`the shell ended with ${code}: ${text}`)))
  })
}
