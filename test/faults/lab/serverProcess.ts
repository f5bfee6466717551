import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { person, SCENARIO } from './killedDevice'
import type { EntryOptions } from './serverEntry'

const PATIENCE_MS = 60_000
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Bundles the server with the commands of the model test, as the real one is bundled. */
export async function buildLabServer(): Promise<string> {
  const file = join(root, 'out/test/labServer.mjs')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(root, 'test/faults/lab/serverEntry.ts'),
      outDir: dirname(file),
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'labServer.mjs' } },
    },
  })
  return file
}

type Fixed = Omit<EntryOptions, 'fill' | 'port' | 'busy'>

/** A real server process on a fixed port, made to be killed and started again. */
export class ServerProcess {
  #child: ChildProcess | undefined
  #log = ''
  #starts = 0

  private constructor(
    private readonly file: string,
    private readonly options: Fixed,
    readonly port: number,
  ) {}

  static async install(file: string, options: Fixed): Promise<ServerProcess> {
    return new ServerProcess(file, options, await freePort())
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get log(): string {
    return this.#log.slice(-4000)
  }

  get isRunning(): boolean {
    const child = this.#child
    return child !== undefined && child.exitCode === null && child.signalCode === null
  }

  /**
   * Starts it and waits until it answers.
   * @param busy whether the server does work of its own meanwhile
   * @returns milliseconds until then
   */
  async start(busy = true): Promise<number> {
    const begun = Date.now()
    const { options, port } = this
    const all: EntryOptions = {
      ...{ ...options, port, busy, fill: this.#starts === 0 },
      seed: options.seed + this.#starts,
    }
    this.#starts += 1
    const child = spawn(process.execPath, [this.file, JSON.stringify(all)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const note = (chunk: Buffer): void => void (this.#log += chunk.toString())
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    while (Date.now() - begun < PATIENCE_MS) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${this.log}`)
      const response = await fetch(`${this.url}/health`).catch(() => undefined)
      if (response?.ok) return Date.now() - begun
      await sleep(20)
    }
    throw new Error(`the server did not start:\n${this.log}`)
  }

  /** It does nothing more until it is killed. */
  freeze(): void {
    if (!this.#child?.kill('SIGSTOP')) throw new Error('the server does not run')
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) throw new Error(`the server had ended:\n${this.log}`)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** One with the person of the killed device, and nothing else in its database. */
export async function installLabServer(
  where: EntryOptions['where'],
  seed: number,
): Promise<ServerProcess> {
  const file = await buildLabServer()
  const id = '0190a000-0000-7000-8000-0000000000a1'
  const fixed = { scenario: SCENARIO, fillers: 0, seed, began: Date.now() }
  const options = { ...fixed, where, person: { id, ...person } }
  return ServerProcess.install(file, options)
}
