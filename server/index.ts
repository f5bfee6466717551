import { createInterface } from 'node:readline'
import { version } from '../package.json'
import { parseAdminTask, type AdminTask } from './admin/arguments'
import { runAdminTask } from './admin/run'
import { createApp } from './app'
import { readConfig, type ServerConfig } from './config'
import { describeError } from './http/logging'
import { startNightly } from './jobs/nightly'
import { seedPracticeBranch } from './practice/seed'
import { openDatabase, type Database } from './storage/database'
import { assertRestoreFinished, noteRestoreFinished, restoreDataDir } from './storage/dataDirBackup'

/** Starts the server as the environment says, or carries out one task of the administrator. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const argv = process.argv.slice(2)
  const task = argv.length > 0 ? parseAdminTask(argv) : undefined
  const { databaseUrl, dataDir, connections } = config
  if (task?.task === 'restore') {
    if (databaseUrl) throw new Error('PostgreSQL is restored with pg_restore, then "restored".')
    await restoreDataDir(dataDir, task.file)
  } else if (!databaseUrl) {
    assertRestoreFinished(dataDir)
  }
  const database = await openDatabase(databaseUrl ? { databaseUrl } : { dataDir }, {
    connections,
    onTrouble: (error) => {
      if (error instanceof Error) say(process.stderr, JSON.stringify(describeError(error)))
    },
  })
  if (task) {
    await administer(database, task)
    if (task.task === 'restore') await noteRestoreFinished(dataDir)
    return
  }
  try {
    await serve(config, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function administer(database: Database, task: AdminTask): Promise<void> {
  try {
    say(process.stdout, await runAdminTask(database, task, Date.now(), readLine))
  } finally {
    await database.close()
  }
}

async function serve(config: ServerConfig, database: Database): Promise<void> {
  if (config.mode === 'practice') await seedPracticeBranch(database, Date.now(), config.baseDate)
  const app = await createApp({ config, database, now: Date.now, version })
  const endNightly = startNightly({ database, now: Date.now, log: app.log })
  const stop = once(async () => {
    await app.close()
    await endNightly()
    await database.close()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
  await app.listen({ host: config.host, port: config.port })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  say(process.stdout, `SMILE Loket server: http://${host}:${port}/app/ (${config.mode})`)
}

/** The first line of standard input, so that a password is never part of a command line. */
async function readLine(): Promise<string> {
  if (process.stdin.isTTY) say(process.stderr, 'Password:')
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

function say(where: NodeJS.WriteStream, line: string): void {
  where.write(`${line}\n`)
}

main().catch((error: unknown) => {
  say(process.stderr, error instanceof Error ? error.message : 'The server could not start.')
  process.exitCode = 1
})
