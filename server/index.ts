import { version } from '../package.json'
import { createApp } from './app'
import { readConfig } from './config'
import { seedPracticeBranch } from './practice/seed'
import { DataDirInUse } from './storage/dataDirLock'
import { openDatabase, type Database } from './storage/database'
import { describeError } from './http/logging'

/** Starts the server as the environment says, and stops it in order. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const { databaseUrl, dataDir } = config
  const database = await openDatabase(databaseUrl ? { databaseUrl } : { dataDir }, {
    onTrouble: (error) => {
      if (error instanceof Error) console.error(JSON.stringify(describeError(error)))
    },
  })
  try {
    await serve(config, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function serve(config: ReturnType<typeof readConfig>, database: Database): Promise<void> {
  if (config.mode === 'practice') await seedPracticeBranch(database, Date.now(), config.baseDate)
  const app = await createApp({ config, database, now: Date.now, version })
  const stop = once(async () => {
    await app.close()
    await database.close()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)))
  }
  await app.listen({ host: config.host, port: config.port })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  console.log(`SMILE Loket server: http://${config.host}:${port}/app/ (${config.mode})`)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

main().catch((error: unknown) => {
  const known = error instanceof DataDirInUse || error instanceof Error
  console.error(known ? error.message : 'The server could not start.')
  process.exitCode = 1
})
