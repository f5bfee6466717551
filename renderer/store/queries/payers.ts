import { findPayer as findPayerIn, type Payer } from '#shared/commands/payers/payer'
import type { BpuMember } from '#shared/model/bpuMember'
import type { Project } from '#shared/model/project'
import { getStore, type Store } from '../database'
import { bounded, useLive, useLiveList } from './live'
import { decodeRow, findRow } from './rows'
import { searchByTokens } from './tokenSearch'

/** Whoever pays under this id: employer, self-employed member or project. */
export function findPayer(id: string, store?: Store): Promise<Payer | undefined> {
  return findPayerIn({ get: (entity, key) => findRow(entity, key, store) }, id)
}

/** `null` = there is none; `undefined` = not known yet. */
export function usePayer(id: string): Payer | null | undefined {
  return useLive(async () => (await findPayer(id)) ?? null, [id])
}

export type SegmentEntity = 'bpuMember' | 'project'

export interface PayerList<Row> {
  readonly rows: readonly Row[]
  readonly truncated: boolean
}

/** Self-employed members by name, or those that match what is typed (≤ 50). */
export function useBpuMembers(typed: string, limit: number): PayerList<BpuMember> | undefined {
  return useLiveList(() => listPayers('bpuMember', typed, limit), [typed.trim(), limit])
}

/** Projects by name, or those that match what is typed (≤ 50). */
export function useProjects(typed: string, limit: number): PayerList<Project> | undefined {
  return useLiveList(() => listPayers('project', typed, limit), [typed.trim(), limit])
}

/** Projects whose name, contractor or contract number match what is typed (≤ 50). */
export function searchProjects(typed: string, store?: Store): Promise<PayerList<Project>> {
  return searchPayers('project', typed, store)
}

/** The membership as self-employed of a person, if there is one. */
export async function findBpuMemberOf(
  participantId: string,
  store: Store = getStore(),
): Promise<BpuMember | undefined> {
  const stored = await store.rows('bpuMember').where('activeKey').equals(participantId).first()
  return stored && decodeRow<'bpuMember'>(stored)
}

async function searchPayers<E extends SegmentEntity>(
  entity: E,
  typed: string,
  store: Store = getStore(),
) {
  const { rows, truncated } = await searchByTokens(store.rows(entity), typed)
  return { rows: rows.map((row) => decodeRow<E>(row)), truncated }
}

async function listPayers<E extends SegmentEntity>(
  entity: E,
  typed: string,
  limit: number,
  store: Store = getStore(),
) {
  if (typed.trim() !== '') return searchPayers(entity, typed, store)
  const size = bounded(limit)
  const stored = await store
    .rows(entity)
    .orderBy('_byName')
    .limit(size + 1)
    .toArray()
  const rows = stored.slice(0, size).map((row) => decodeRow<E>(row))
  return { rows, truncated: stored.length > size }
}
