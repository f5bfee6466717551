import { MemoryServer } from '../support/memoryServer'
import { availableEngines, openTestDatabase, type Engine } from '../support/database'
import { describeTxContract, type OpenHarness } from './txContract'

const scope = { branches: ['516'], deviceId: 'device-1', now: 0 }

describeTxContract('memory server', async () => {
  const server = new MemoryServer()
  return {
    harness: {
      enforcesUnique: true,
      run: (work) =>
        server.transaction(async (tx) => {
          await tx.lockPartitions(['branch:516', 'ref'])
          return work({
            get: (entity, id) => tx.get(entity, id),
            list: (entity, index, key) => tx.list(entity, index, key),
            write: (writes) => tx.flush(writes),
          })
        }),
    },
    close: async () => undefined,
  }
})

for (const engine of availableEngines()) describeTxContract(engine, () => overSql(engine))

async function overSql(engine: Engine): Promise<OpenHarness> {
  const { database, close } = await openTestDatabase(engine)
  return {
    harness: {
      enforcesUnique: true,
      run: (work) =>
        database.transaction(scope, async (tx) => {
          await tx.lockPartitions(['branch:516', 'ref'])
          return work({
            get: (entity, id) => tx.get(entity, id),
            list: (entity, index, key) => tx.list(entity, index, key),
            write: (writes) => tx.flush(writes),
          })
        }),
    },
    close,
  }
}
