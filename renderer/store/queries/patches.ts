import { z } from 'zod'
import type { RowOf } from '#shared/model/entities'
import type { PatchableEntity } from '#shared/commands/records/patchable'
import { getStore, type Store } from '../database'
import { useLive, MAX_ROWS } from './live'
import { findRow } from './rows'

const Patch = z.looseObject({
  entity: z.string(),
  id: z.string(),
  set: z.record(z.string(), z.any()),
})

/** Fields of a row whose change by this device waits for the server. */
export async function listWaitingFields(
  entity: PatchableEntity,
  id: string,
  store: Store = getStore(),
): Promise<string[]> {
  const waiting = await store.outbox
    .filter(({ name, args }) => {
      const patch = Patch.safeParse(args).data
      return name === 'record.patch' && patch?.entity === entity && patch.id === id
    })
    .limit(MAX_ROWS)
    .toArray()
  const fields = waiting.flatMap(({ args }) => Object.keys(Patch.parse(args).set))
  return [...new Set(fields)]
}

export function useWaitingFields(entity: PatchableEntity, id: string): string[] | undefined {
  return useLive(() => listWaitingFields(entity, id), [entity, id])
}

/** A row that can be patched; `null` = there is none, `undefined` = not known yet. */
export function usePatchable<E extends PatchableEntity>(
  entity: E,
  id: string,
): RowOf<E> | null | undefined {
  return useLive(async () => (await findRow(entity, id)) ?? null, [entity, id])
}
