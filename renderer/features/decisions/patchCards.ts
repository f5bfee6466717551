import { z } from 'zod'
import { PatchClash, PatchRecordArgs } from '#shared/commands/records/patchRecord'
import { patchableEntities, type PatchableEntity } from '#shared/commands/records/patchable'
import type { PatchValue } from '#shared/commands/records/patchable'
import type { Rejection } from '#shared/sync/clientPorts'

/** A refused edit, read; other refusals are none. */
export interface RefusedPatch {
  readonly entity: PatchableEntity
  readonly id: string
  readonly title: string
  /** The row is there no more. */
  readonly gone: boolean
  readonly removedBy: string
  readonly removedAt: string
  readonly fields: readonly RefusedField[]
}

/** One field that two people changed, as the server told it when it refused. */
export interface RefusedField {
  readonly field: string
  readonly mine: PatchValue
  readonly theirs: PatchValue
  readonly theirsBy: string
  readonly theirsAt: string
}

const Told = z.object({
  title: z.string().catch(''),
  fields: z.array(PatchClash).catch([]),
  removedBy: z.string().catch(''),
  removedAt: z.string().catch(''),
})

/** The edit behind a refusal, or `undefined` when it is no edit that two people can have made. */
export function findRefusedPatch({ command, code, detail }: Rejection): RefusedPatch | undefined {
  if (command.name !== 'record.patch') return undefined
  if (code !== 'PATCH_CONFLICT' && code !== 'RECORD_GONE') return undefined
  const args = PatchRecordArgs.safeParse(command.args).data
  const entity = patchableEntities.find((one) => one === args?.entity)
  if (!args || !entity) return undefined
  const told = Told.parse(detail)
  const gone = code === 'RECORD_GONE'
  const fields = Object.entries(args.set).flatMap(([field, { to }]): RefusedField[] => {
    const clash = told.fields.find((one) => one.field === field)
    if (!clash) return gone ? [{ field, mine: to, theirs: null, theirsBy: '', theirsAt: '' }] : []
    const { mine, theirs, theirsBy, theirsAt } = clash
    return [{ field, mine, theirs, theirsBy, theirsAt }]
  })
  const { title, removedBy, removedAt } = told
  return { entity, id: args.id, title, gone, removedBy, removedAt, fields }
}

/** Refused edits of one row stand on one card. */
export function patchKeyOf(rejection: Rejection): string | undefined {
  const patch = findRefusedPatch(rejection)
  return patch && `${patch.entity} ${patch.id}`
}

/**
 * Several refused edits of a row as one: of a field that was edited more than once the last value
 * counts.
 * @param rejections in the order in which they were made
 */
export function joinPatches(rejections: readonly Rejection[]): RefusedPatch | undefined {
  const patches = rejections.flatMap((rejection) => findRefusedPatch(rejection) ?? [])
  const last = patches.at(-1)
  if (!last) return undefined
  const byField = new Map<string, RefusedField>()
  for (const { fields } of patches) for (const field of fields) byField.set(field.field, field)
  return { ...last, fields: [...byField.values()] }
}
