import { z } from 'zod'
import { entities, type EntityName, type RowOf } from '../../model/entities'
import { Id } from '../../model/common'
import type { FieldEdits } from '../../model/fieldEdit'
import { isAllowed, matrix } from '../../permissions/matrix'
import { defineCommand, type Ctx } from '../definition'
import { RuleViolation, type RuleDetail } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import {
  checkPatchValue,
  editActionOf,
  findPatchableField,
  patchableEntities,
  type PatchableEntity,
  type PatchValue,
} from './patchable'

const Value = z.union([z.string().max(250), z.boolean(), z.null()])

/** `from` is what the person saw, `to` what it shall be; `null` for a field that is not there. */
export const PatchRecordArgs = z.object({
  entity: z.string().max(40),
  id: Id,
  set: z
    .record(z.string().max(40), z.object({ from: Value, to: Value }))
    .refine((set) => Object.keys(set).length > 0, { message: 'nothing to change' }),
})
export type PatchRecordArgs = z.infer<typeof PatchRecordArgs>

/** One field that two people have changed. `theirsBy` is empty when nobody is on record. */
export const PatchClash = z.object({
  field: z.string(),
  from: Value,
  mine: Value,
  theirs: Value,
  theirsBy: z.string(),
  theirsAt: z.string(),
})
export type PatchClash = z.infer<typeof PatchClash>

type Row = RowOf<PatchableEntity>

/**
 * Changes plain fields of one row, each for itself. A field that holds neither what the person saw
 * nor what it shall become was changed by somebody else: then nothing is changed, and a person
 * decides. Screens send one command per field, so that one clash holds up no other field.
 */
export const patchRecord = defineCommand({
  name: 'record.patch',
  version: 1,
  roles: [...new Set(Object.values(editActionOf).flatMap((action) => matrix[action]))],
  args: PatchRecordArgs,
  async handler(tx, { entity: name, id, set }, ctx) {
    const entity = patchableEntities.find((one) => one === name)
    if (!entity) {
      throw new RuleViolation('FIELD_NOT_PATCHABLE', {
        entity: name,
        field: Object.keys(set).join(),
      })
    }
    if (!isAllowed(ctx.actor.roles, editActionOf[entity])) {
      throw new RuleViolation('FORBIDDEN', { command: 'record.patch' })
    }
    const wanted = readWanted(entity, set)
    const row = await getLivingRow(tx, entity, { id, set }, ctx)
    const clashes = wanted.flatMap((change) => clashOf(row, change))
    if (clashes.length > 0) {
      throw new RuleViolation('PATCH_CONFLICT', {
        entity,
        id,
        title: titleOf(row),
        fields: clashes,
      })
    }
    // A field that already is as wanted keeps the name of whoever made it so.
    const changes = wanted.filter(({ field, to }) => valueOf(row, field) !== to)
    if (changes.length === 0) return
    const changed = withChanges(row, changes, ctx)
    assertStorable(entity, changed, changes)
    await tx.put(entity, changed)
  },
})

interface Change {
  readonly field: string
  readonly from: PatchValue
  readonly to: PatchValue
}

function readWanted(entity: PatchableEntity, set: PatchRecordArgs['set']): Change[] {
  return Object.entries(set).map(([field, { from, to }]) => {
    const rule = findPatchableField(entity, field)
    if (!rule) throw new RuleViolation('FIELD_NOT_PATCHABLE', { entity, field })
    const { value, findings } = checkPatchValue(rule, to)
    if (value === undefined) {
      const codes = findings.map(({ code }) => code).join(', ')
      throw new RuleViolation('BAD_ARGUMENTS', { message: `${field}: ${codes}` })
    }
    return { field, from, to: value }
  })
}

async function getLivingRow(
  tx: Tx,
  entity: PatchableEntity,
  { id, set }: Pick<PatchRecordArgs, 'id' | 'set'>,
  ctx: Ctx,
): Promise<Row> {
  const row: Row | undefined = await tx.get(entity, id)
  if (row?.branchId === ctx.branchId && !('removed' in row && row.removed)) return row
  const removed = row && 'removed' in row ? row.removed : undefined
  throw new RuleViolation('RECORD_GONE', {
    entity,
    id,
    title: row && removed ? titleOf(row) : '',
    removedBy: removed?.name ?? '',
    removedAt: removed?.at ?? '',
    fields: Object.entries(set).map(([field, { from, to }]) => ({ field, from, mine: to })),
  })
}

/** The value of a plain field as patches speak of it. */
export function valueOf(row: object, field: string): PatchValue {
  const value = (row as Readonly<Record<string, unknown>>)[field]
  // An optional text that was stored empty is a field that is not there.
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '') ? value : null
}

function clashOf(row: Row, { field, from, to }: Change): (PatchClash & RuleDetail)[] {
  const theirs = valueOf(row, field)
  if (theirs === (from === '' ? null : from) || theirs === to) return []
  const edit = row.edits?.[field]
  return [
    {
      field,
      from,
      mine: to,
      theirs,
      theirsBy: edit?.byName ?? '',
      theirsAt: edit?.at ?? '',
    },
  ]
}

function withChanges(row: Row, changes: readonly Change[], ctx: Ctx): Row {
  const { userId, name, at } = stampOf(ctx)
  const changed: Record<string, unknown> = { ...row }
  const edits: FieldEdits = { ...row.edits }
  for (const { field, to } of changes) {
    if (to === null) delete changed[field]
    else changed[field] = to
    edits[field] = { by: userId, byName: name, at }
  }
  return { ...changed, edits } as unknown as Row
}

/** The entity's own schema has the last word, about the changed fields only. */
function assertStorable(entity: EntityName, row: object, changes: readonly Change[]): void {
  const { error } = entities[entity].schema.safeParse(row)
  const issue = error?.issues.find(({ path }) => changes.some(({ field }) => field === path[0]))
  if (issue) {
    const message = `${issue.path.join('.')}: ${issue.message}`
    throw new RuleViolation('BAD_ARGUMENTS', { message })
  }
}

/** What people call the row. */
export function titleOf(row: Row): string {
  if ('legalName' in row) return row.legalName
  return 'fullName' in row ? row.fullName : row.name
}

/** The arguments for one field: what the screens send. */
export function patchOfField(
  entity: PatchableEntity,
  id: string,
  field: string,
  { from, to }: { from: PatchValue; to: PatchValue },
): PatchRecordArgs {
  return { entity, id, set: { [field]: { from, to } } }
}
