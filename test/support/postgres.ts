import { execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

export interface TestPostgres {
  readonly url: string
  query(text: string): Promise<void>
  /** pg_dump of one schema, and pg_restore of such a file. */
  dump(schema: string, file: string): Promise<void>
  restore(file: string): Promise<void>
}

/**
 * Runs the command after `$1` until standard input ends, then removes the directory `$1`: works
 * however this process dies, also when it is killed.
 */
const UNTIL_PARENT_ENDS =
  'dir=$1; shift; "$@" & pg=$!; cat > /dev/null; kill -QUIT $pg; wait $pg; rm -rf "$dir"'

let running: Promise<TestPostgres> | undefined

/** Where the operating system keeps PostgreSQL's programs; undefined when there are none. */
export function findPostgres(): string | undefined {
  const named = process.env['POSTGRES_BIN']
  if (named) return named
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => path.join(root, version, 'bin')).find((bin) => existsSync(bin))
}

/** One PostgreSQL per test worker, in a temporary directory, gone when the worker ends. */
export function startPostgres(): Promise<TestPostgres> {
  running ??= start()
  return running
}

async function start(): Promise<TestPostgres> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL is not installed')
  const directory = mkdtempSync(path.join(tmpdir(), 'smile-loket-pg-'))
  chmodSync(directory, 0o700)
  const owner = ownerFor(directory)
  const data = path.join(directory, 'data')
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    owner,
  )
  const port = await freePort()
  const server = spawn(
    '/bin/sh',
    [
      ...['-c', UNTIL_PARENT_ENDS, 'sh', directory, path.join(bin, 'postgres')],
      ...['-D', data, '-p', String(port), '-k', directory, '-c', 'listen_addresses=127.0.0.1'],
      // Tests need the rules of transactions, not their survival of a power cut.
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
    ],
    { ...owner, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  server.unref()
  // Held open, never written to: its end tells the shell that this process is gone.
  if (server.stdin instanceof Socket) server.stdin.unref()
  const url = `postgres://tester@127.0.0.1:${port}/postgres`
  await waitUntilReady(url)
  const tool = async (name: string, args: string[]) => {
    await run(path.join(bin, name), args)
  }
  return {
    url,
    query: (text) => oneQuery(url, text),
    dump: (schema, file) =>
      tool('pg_dump', ['--format=custom', `--schema=${schema}`, '-f', file, url]),
    restore: (file) => tool('pg_restore', ['--dbname', url, '--exit-on-error', file]),
  }
}

/** PostgreSQL refuses to run as root: then the system's unprivileged user owns it. */
export function ownerFor(directory: string): { uid?: number; gid?: number; cwd: string } {
  if (process.getuid?.() !== 0) return { cwd: directory }
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  const owner = { uid: id('-u'), gid: id('-g'), cwd: directory }
  chownSync(directory, owner.uid, owner.gid)
  return owner
}

async function oneQuery(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await oneQuery(url, 'select 1')
      return
    } catch (error) {
      if (attempt > 150) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
