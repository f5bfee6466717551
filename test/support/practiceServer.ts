import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

/** Answer of GET /practice/info. All people are fictional. */
export interface PracticeInfo {
  readonly users: readonly { username: string; password: string; role: string; name: string }[]
}

/** The built central server on a data folder of its own, with the practice branch. */
export interface PracticeServer {
  /** Origin; the application is at `${url}/app/`. Stays the same over a restart. */
  readonly url: string
  readonly info: PracticeInfo
  readonly dataFolder: string
  /** What the server has written so far. */
  log(): string
  /** Ends the process: SIGTERM, or SIGKILL as a crash. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again on the same port and data. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  dispose(): Promise<void>
}

const PATIENCE = 90_000

/**
 * Starts the server of `out/server`; the first start makes the practice branch (seconds).
 * @param env additional environment, e.g. `SMILE_LOKET_BASE_DATE`
 */
export async function startPracticeServer(
  env: Readonly<Record<string, string>> = {},
): Promise<PracticeServer> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const dataFolder = await mkdtemp(join(tmpdir(), 'loket-server-'))
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  let log = ''
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [join(root, 'out/server/index.js')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        SMILE_LOKET_MODE: 'practice',
        SMILE_LOKET_DATA: dataFolder,
        HOST: '127.0.0.1',
        PORT: String(port),
        ...env,
      },
    })
    const note = (chunk: Buffer): void => void (log += chunk.toString())
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    await waitUntilHealthy(child, url, () => log)
  }
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }

  await start()
  const info = (await (await fetch(`${url}/practice/info`)).json()) as PracticeInfo
  return {
    url,
    info,
    dataFolder,
    log: () => log,
    stop,
    restart: start,
    async dispose() {
      await stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function waitUntilHealthy(
  child: ChildProcess,
  url: string,
  log: () => string,
): Promise<void> {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${log()}`)
    const response = await fetch(`${url}/health`).catch(() => undefined)
    if (response?.ok) return
    await sleep(100)
  }
  throw new Error(`the server did not start in ${PATIENCE / 1000} s:\n${log()}`)
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
