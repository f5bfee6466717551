import type { EntityDefinition, IndexDefinition } from '#shared/model/entity'
import type { Schema } from '#shared/sync/bufferedTx'

/** Chosen once: another name would hide people's data. */
export const DATABASE_NAME = 'smile-loket'
/** Raised with every change of tables or indexes. */
export const DATABASE_VERSION = 3

/**
 * Lists and searches that screens need beyond the indexes of the handlers. Every index costs
 * write speed, so each entry has a screen that asks for it.
 */
const screenIndexes: Readonly<Record<string, readonly string[]>> = {
  /** The list in order of name, paged by key; the search box. */
  employer: ['_byName', '*_tokens'],
  /** The search box. */
  participant: ['*_tokens'],
  /** An employer's workers in order of name. */
  membership: ['[employerId+_byName]'],
  /** The list in order of name; the search box. */
  bpuMember: ['_byName', '*_tokens'],
  project: ['_byName', '*_tokens'],
  /** An employer's bills by month; all unpaid bills, oldest due date first. */
  bill: ['[employerId+period]', '_openDue'],
  /** Living codes, the next to expire first. */
  paymentCode: ['[status+validUntil]'],
}

/** Tables that belong to this device and are never synchronised. */
export const deviceTables = {
  shadow: '[entity+id]',
  outbox: 'id, _bytes',
  archive: 'uid, acceptedAt',
  rejections: 'uid, [state+rejectedAt]',
  meta: 'key',
  totals: 'key',
  /** Pages of a pull too long for memory, until the last one is there. */
  pullStage: 'n',
  /** Sealed files of unsent work that were brought on a stick, until the server has them. */
  usbFiles: 'fileId',
  /** Files of documents: until the server has them, and for a while after. */
  files: 'sha256, keptAt',
  fileContents: 'sha256',
  drafts: 'id, [userId+updatedAt]',
  keys: 'id',
  settings: 'key',
} as const

/** Table declarations for the database, derived from the entities and the screens' needs. */
export function tablesOf(schema: Schema): Record<string, string> {
  const tables: Record<string, string> = { ...deviceTables }
  for (const [name, definition] of Object.entries(schema)) {
    if (name in deviceTables) throw new Error(`${name} is the name of a device table`)
    tables[name] = ['id', ...indexesOf(name, definition)].join(', ')
  }
  return tables
}

function indexesOf(name: string, definition: EntityDefinition): string[] {
  const forScreens = screenIndexes[name] ?? []
  const forHandlers = Object.values(definition.indexes)
    .map(keyPathOf)
    // A compound index that begins with the field answers for it.
    .filter((path) => !forScreens.some((other) => other.startsWith(`[${path}+`)))
  return [...new Set([...forHandlers, ...forScreens])]
}

function keyPathOf(index: IndexDefinition): string {
  const [first = '', ...rest] = index.fields
  if (index.multi) return `*${first}`
  return rest.length === 0 ? first : `[${index.fields.join('+')}]`
}
