import type { EntityRow } from '#shared/model/entity'
import { isOpenBill } from './openBill'
import { mergeTokens, searchTokens, sortName } from './searchText'

/** A row as the database holds it: the entity's fields plus search fields that begin with `_`. */
export type StoredRow = EntityRow & Readonly<Record<string, unknown>>

/**
 * The one place through which every entity row goes into and out of the database.
 *
 * Encryption at rest is to be added here and nowhere else: `encode` then seals the personal
 * fields and replaces the values of indexes and `_tokens` by keyed hashes, `decode` opens them,
 * and `indexKey` hashes the key that is looked for. Both run inside an IndexedDB transaction, so
 * the cipher must be synchronous.
 */
export const rowCodec = {
  encode(entity: string, row: EntityRow): StoredRow {
    return { ...row, ...searchFieldsOf(entity, row) }
  },
  decode(stored: object): EntityRow {
    return Object.fromEntries(
      Object.entries(stored).filter(([field]) => !field.startsWith('_')),
    ) as unknown as EntityRow
  },
  /** The form in which a looked-for key stands in an index. */
  indexKey(key: readonly string[]): string | string[] {
    return key.length === 1 ? (key[0] ?? '') : [...key]
  },
}

function searchFieldsOf(entity: string, row: EntityRow): Record<string, unknown> {
  const text = (field: string): string | undefined => {
    const value = (row as unknown as Record<string, unknown>)[field]
    return typeof value === 'string' ? value : undefined
  }
  switch (entity) {
    case 'employer': {
      const name = text('legalName') ?? ''
      return {
        _byName: positionKey(sortName(name), row.id),
        _tokens: searchTokens(name, text('npp'), text('npwp')),
      }
    }
    case 'bpuMember': {
      const name = text('fullName') ?? ''
      return { _byName: positionKey(sortName(name), row.id), _tokens: searchTokens(name) }
    }
    case 'project': {
      const name = text('projectName') ?? ''
      return {
        _byName: positionKey(sortName(name), row.id),
        // Each by itself: a long name must not push the others out.
        _tokens: mergeTokens(name, text('contractorName') ?? '', text('contractNo') ?? ''),
      }
    }
    case 'participant':
      return { _tokens: searchTokens(text('fullName') ?? '', text('kpj')) }
    case 'membership':
      return { _byName: positionKey(sortName(text('fullName') ?? ''), row.id) }
    case 'bill':
      // Absent once settled: the index then holds only what is still owed.
      return isOpenBill(text('status'))
        ? { _openDue: positionKey(text('effectiveDueDate') ?? '', row.id) }
        : {}
    default:
      return {}
  }
}

/**
 * One string that sorts by a value and, among equals, by id: a place in a list from which reading
 * can go on.
 */
export function positionKey(value: string, id: string): string {
  return `${value}\u0001${id}`
}
