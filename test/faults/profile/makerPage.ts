import { z } from 'zod'
import { registry } from '#shared/commands/registry'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { entities } from '#shared/model/entities'
import { keyOf } from '#shared/sync/bufferedTx'
import { getStore } from '../../../renderer/store/database'
import { getClientMeta, outboxSummary } from '../../../renderer/store/queries/outbox'
import { rowCodec } from '../../../renderer/store/rowCodec'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { signIn } from '../../../renderer/sync/signIn'
import { startSession } from '../../../renderer/sync/startSession'
import { Random } from '../../model/random'
import { realScenario } from '../../model/realScenario'
import { bareHost } from '../../support/bareHost'
import { MemoryRows, type KeyedRow } from '../../support/memoryRows'

declare global {
  interface Window {
    readonly maker: typeof maker
  }
}

let deviceId = ''
let registered = 0

/** The device half without screens, for making a profile with a lot of unsent work. */
const maker = {
  signIn: (username: string, password: string) => signIn(username, password),
  pulledAt: async () => (await getClientMeta()).pulledAt,
  leases: () => getStore().rows('numberLease').where('deviceId').equals(deviceId).count(),
  waiting: async () => (await outboxSummary()).count,

  /** Does what officers do until `count` commands wait. @returns how many there are of each kind */
  async work(count: number, seed: number): Promise<Record<string, number>> {
    const random = new Random(seed)
    const kinds: Record<string, number> = {}
    for (let done = 0; done < count;) {
      const now = Date.now()
      const intent = realScenario.intend({
        random,
        rows: await allRows(),
        client: 0,
        newId: () => newId(now),
        today: localDateOfInstant(new Date(now).toISOString()),
      })
      const command = intent && registry.get(intent.name)
      if (!intent || !command) continue
      const definition = { name: command.name, version: command.version, args: z.json() }
      const result = await execute(definition, withOwnNumbers(intent.args))
      if (!result.ok) continue
      done += 1
      kinds[intent.name] = (kinds[intent.name] ?? 0) + 1
    }
    return kinds
  },
}

/** Everything on this device; its leases under the name that the scenario knows them by. */
async function allRows(): Promise<MemoryRows> {
  const rows: [string, KeyedRow][] = []
  for (const entity of Object.keys(entities)) {
    for (const stored of await getStore().rows(entity).toArray()) {
      const row = rowCodec.decode(stored)
      const isOwn = entity === 'numberLease' && 'deviceId' in row && row.deviceId === deviceId
      const shown = isOwn ? { ...row, deviceId: 'device-0' } : row
      rows.push([keyOf(entity, row.id), { entity, row: shown }])
    }
  }
  return new MemoryRows(realScenario.schema, rows)
}

/** The scenario has few people and companies, so that they collide; here they must not. */
function withOwnNumbers(args: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(args), (key, value: unknown) => {
    if (key === 'nik') return `351699010190${String((registered += 1)).padStart(4, '0')}`
    if (key === 'npwp') return `09${String((registered += 1)).padStart(14, '0')}`
    return value
  }) as JsonValue
}

;({ deviceId } = await startSession(bareHost))
Object.assign(window, { maker })
