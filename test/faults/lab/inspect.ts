import { keyOf, type Schema } from '#shared/sync/bufferedTx'
import type {
  ArchivedCommand,
  ClientMeta,
  PendingCommand,
  Rejection,
  ShadowEntry,
} from '#shared/sync/clientPorts'
import { runCommand } from '#shared/sync/runCommand'
import { isSameJson } from '#shared/sync/sameJson'
import type { EntityRow } from '#shared/model/entity'
import type { Store } from '../../../renderer/store/database'
import { clientMetaKey } from '../../../renderer/store/metaKeys'
import type { KeyValue } from '../../../renderer/store/records'
import { rowCodec, type StoredRow } from '../../../renderer/store/rowCodec'
import { totalDeltas, type Total } from '../../../renderer/store/totals'
import { clientEnvironment, type CommandRuntime } from '../../../renderer/sync/runtime'
import { MemoryRows, type KeyedRow } from '../../support/memoryRows'
import { FILLER } from './labScenario'

/** One moment of a device's database, and what is wrong with it. */
export interface Inspection {
  readonly clientId: string
  readonly nextId: number
  readonly lastCommandId: number
  readonly outbox: readonly Pick<PendingCommand, 'id' | 'uid' | 'name' | 'args'>[]
  readonly archive: readonly string[]
  readonly rejections: readonly { readonly uid: string; readonly code: string }[]
  readonly shadow: number
  /** A long first pull is under way. */
  readonly isHalfThere: boolean
  readonly rows: readonly (readonly [string, EntityRow])[]
  /** How many of the untouched rows have arrived. */
  readonly fillers: number
  /** Rules of the sync (I4, I5) and of the totals that do not hold. */
  readonly problems: readonly string[]
}

/** Reads the whole database in one transaction and checks it against itself. */
export async function inspect(store: Store, runtime: CommandRuntime): Promise<Inspection> {
  const all = await readAll(store)
  const rows = decoded(all, store.schema)
  const outbox = [...(all.get('outbox') as PendingCommand[])].sort((a, b) => a.id - b.id)
  const shadow = all.get('shadow') as ShadowEntry[]
  const archive = (all.get('archive') as ArchivedCommand[]).map(({ uid }) => uid)
  const rejections = (all.get('rejections') as Rejection[]).map(({ uid, code }) => ({ uid, code }))
  const meta = (all.get('meta') as KeyValue[]).find(({ key }) => key === clientMetaKey)
    ?.value as ClientMeta
  const problems = [
    ...findMisplaced(meta, outbox, archive, rejections),
    ...findTotalProblems(rows, all.get('totals') as Total[]),
  ]
  // While a branch is half there, nothing is carried out over it.
  if (!meta.catchUp) {
    problems.push(...(await findReplayProblems(rows, shadow, outbox, runtime)))
    if (outbox.length === 0 && shadow.length > 0) problems.push('base images without pending work')
  }
  return {
    clientId: meta.clientId,
    nextId: meta.nextId,
    lastCommandId: meta.lastCommandId,
    outbox: outbox.map(({ id, uid, name, args }) => ({ id, uid, name, args })),
    isHalfThere: meta.catchUp !== undefined,
    archive,
    rejections,
    shadow: shadow.length,
    rows: [...rows.entries()]
      .filter(([, { entity }]) => entity !== FILLER)
      .map(([key, { row }]) => [key, row] as const),
    fillers: rows.all().filter(({ entity }) => entity === FILLER).length,
    problems,
  }
}

/** What the scenario draws from; this device's leases under the name that it knows them by. */
export async function rowsForScenario(
  store: Store,
  deviceId: string,
  client: number,
): Promise<MemoryRows> {
  const rows: [string, KeyedRow][] = []
  for (const entity of Object.keys(store.schema)) {
    if (entity === FILLER) continue
    for (const stored of await store.rows(entity).toArray()) {
      const row = rowCodec.decode(stored)
      const isOwn = entity === 'numberLease' && 'deviceId' in row && row.deviceId === deviceId
      const shown = isOwn ? { ...row, deviceId: `device-${client}` } : row
      rows.push([keyOf(entity, row.id), { entity, row: shown }])
    }
  }
  return new MemoryRows(store.schema, rows)
}

async function readAll({ db }: Store): Promise<Map<string, unknown[]>> {
  return db.transaction('r', db.tables, async () => {
    const tables = db.tables.filter(({ name }) => name !== 'keys')
    const contents = await Promise.all(tables.map((table) => table.toArray()))
    return new Map(tables.map(({ name }, place) => [name, contents[place] ?? []]))
  })
}

function decoded(all: ReadonlyMap<string, unknown[]>, schema: Schema): MemoryRows {
  const rows = new MemoryRows(schema)
  for (const entity of Object.keys(schema)) {
    for (const stored of all.get(entity) ?? []) {
      const row = rowCodec.decode(stored as StoredRow)
      rows.set(entity, row.id, row)
    }
  }
  return rows
}

function findMisplaced(
  meta: ClientMeta,
  outbox: readonly PendingCommand[],
  archive: readonly string[],
  rejections: readonly { readonly uid: string }[],
): string[] {
  const problems: string[] = []
  const uids = [...outbox, ...rejections].map(({ uid }) => uid).concat(archive)
  if (new Set(uids).size !== uids.length) problems.push('I4: a command is in two places')
  outbox.forEach(({ id }, place) => {
    if (id !== meta.lastCommandId + place + 1) problems.push(`I4: a hole before command ${id}`)
  })
  const next = meta.lastCommandId + outbox.length + 1
  if (meta.nextId !== next) problems.push(`I4: the next number is ${meta.nextId}, not ${next}`)
  return problems
}

/** I5: what the screens show is the base with everything pending carried out over it. */
export async function findReplayProblems(
  rows: MemoryRows,
  shadow: readonly ShadowEntry[],
  outbox: readonly PendingCommand[],
  runtime: CommandRuntime,
): Promise<string[]> {
  const replayed = rows.copy()
  for (const { entity, id, row } of shadow) replayed.set(entity, id, row)
  const env = clientEnvironment(runtime, runtime.identity())
  for (const command of outbox) {
    try {
      const { writes } = await runCommand(replayed, command, env)
      for (const { entity, id, row } of writes) replayed.set(entity, id, row)
    } catch {
      // Predicted to be refused; the server decides.
    }
  }
  return differences('I5: view and replay', new Map(replayed.entries()), new Map(rows.entries()))
}

function findTotalProblems(rows: MemoryRows, totals: readonly Total[]): string[] {
  const recount = totalDeltas(
    rows.all().map(({ entity, row }) => ({ entity, before: undefined, after: row })),
  )
  const asMap = (list: readonly Total[]) => new Map(list.map((total) => [total.key, total]))
  return differences('totals', asMap(recount), asMap(totals))
}

export function differences(
  what: string,
  wanted: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((key) => !isSameJson(wanted.get(key), found.get(key)))
    .map(
      (key) =>
        `${what} differ in ${key}: ${JSON.stringify(wanted.get(key))} against ${JSON.stringify(found.get(key))}`,
    )
}
