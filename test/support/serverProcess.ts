import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'vite'

/** The project: tests and tools are started there. */
const root = process.cwd()

export interface LaunchedServer {
  readonly child: ChildProcess
  readonly output: () => string
  readonly exit: Promise<number | null>
}

export interface RunningServer extends LaunchedServer {
  readonly url: string
}

/**
 * Bundles the server as it is delivered.
 * @param name of the place, inside the project so that the bundle finds its packages; one per test
 * file, since several may build at the same time
 * @returns the file to start
 */
export async function buildServer(name: string): Promise<string> {
  const outDir = path.join(root, 'node_modules/.cache', `smile-loket-server-${name}`)
  await build({
    root,
    configFile: path.join(root, 'vite.server.config.ts'),
    logLevel: 'error',
    build: { outDir },
  })
  return path.join(outDir, 'index.js')
}

/** A process of its own on a free port, with nothing of this one's environment but what is given. */
export function launchServer(file: string, env: Readonly<Record<string, string>>): LaunchedServer {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, output: () => output, exit }
}

/** The same, when it listens. @throws Error with its output when it ends instead */
export async function startServer(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const running = launchServer(file, env)
  for (;;) {
    const url = /SMILE Loket server: (http:\/\/[\d.:]+)\/app\//.exec(running.output())?.[1]
    if (url) return { ...running, url }
    const code = running.child.exitCode
    if (code !== null) throw new Error(`ended with ${code}: ${running.output()}`)
    await sleep(50)
  }
}

/** In order, as a service manager does it. @returns the exit code */
export async function stopServer({ child, exit }: LaunchedServer): Promise<number | null> {
  child.kill('SIGTERM')
  return exit
}
