import { attachDocument, AttachDocumentArgs } from '#shared/commands/documents/attachDocument'
import type { Registry } from '#shared/commands/definition'
import type { Journal } from '#shared/host'
import { adoptWork, type FoundWork } from '#shared/sync/adopt'
import { beginRecovery } from '#shared/sync/recovery'
import { localTransaction } from '../../store/clientTx'
import type { Store } from '../../store/database'
import { noteMissingFiles } from '../../store/files'
import { readHeldWork, type HeldWork } from '../../store/heldWork'
import { forfeitedKey, journalKey, serialPrefix } from '../../store/metaKeys'
import { findSetting, putSetting, updateSetting } from '../../store/settings'
import { toBase64Url } from '../base64'
import { newId } from '../newId'
import { compact } from './compact'
import { encodeEntry, type JournalEntry } from './entries'
import { foldEntries, workOf, type JournalState } from './foldEntries'
import { recentWork, workEntries } from './keepEntries'
import { readEntries, type MaybeSealed } from './readEntries'

export type JournalIdentity = Extract<JournalEntry, { kind: 'identity' }>

export interface Healed {
  readonly identity: JournalIdentity
  /** Parts of the journal could not be read; it was written anew from the database. */
  readonly damaged: boolean
  /** Work lies in the journal under a key that this device does not have: nothing was compared. */
  readonly locked?: { readonly lost: boolean }
  /** Set when the database was new and its work came from the journal. */
  readonly rebuilt?: {
    /** Commands that waited to be sent when the database was lost. */
    readonly pending: number
    /** Parts of the journal could not be read. */
    readonly damaged: boolean
  }
}

/**
 * Brings database and journal to the same state at start: each takes from the other what it lacks,
 * by uid. A database that does not know its journal and holds nothing has been lost: it takes
 * everything, and the next pull asks the server about all of it. Nobody else may write meanwhile;
 * done half, it is done again at the next start. Without the key of the journal nothing is done but
 * to be that device again, until the key is there.
 * @param now epoch milliseconds
 */
export async function heal(
  store: Store,
  journal: MaybeSealed,
  registry: Registry,
  now: number,
): Promise<Healed> {
  const { entries, damaged, locked } = await readEntries(journal)
  const state = foldEntries(entries)
  const held = await readHeldWork(store)
  const lost =
    state.identity !== undefined && held.isFresh && held.journalId !== state.identity.journalId
  if (lost) await restoreSettings(state.identity, store)
  if (locked && state.identity) return { identity: state.identity, damaged, locked: { lost } }
  const identity = await identityOf(state.identity, held.journalId, store)

  // The program must go by the id that the journal names, from the first start on.
  await updateSetting('deviceId', (value) => value ?? identity.deviceId, store)

  const work = workOf(state)
  const missing = without(lost ? work : recentWork(work, now), held)
  const env = {
    ...{ schema: store.schema, registry, where: 'client' as const },
    ...{ branchId: identity.branchId ?? '', deviceId: identity.deviceId },
  }
  await localTransaction(store, async (tx) => {
    if (lost || countOf(missing) > 0) await adoptWork(tx, missing, env)
    for (const { uid, state: decision, reason, decidedAt } of state.decided.values()) {
      await tx.decideRejection(uid, {
        ...{ state: decision, decidedAt },
        ...(reason !== undefined && { reason }),
      })
    }
    for (const [leaseId, next] of state.serials) {
      if (next > (held.serials.get(leaseId) ?? 0)) await tx.putMeta(serialPrefix + leaseId, next)
    }
    const forfeited = new Set([...held.forfeited, ...state.forfeited])
    if (forfeited.size > held.forfeited.length) await tx.putMeta(forfeitedKey, [...forfeited])
    if (lost) await beginRecovery(tx, 'DATABASE_LOST', crypto.randomUUID())
    if (held.journalId !== identity.journalId) await tx.putMeta(journalKey, identity.journalId)
  })

  if (lost) await noteLostFiles(work, now, store)

  await appendAll(journal, lackingEntries(state, held, identity, now))
  if (damaged) await compact(journal, now)
  return {
    identity,
    damaged,
    ...(lost && { rebuilt: { pending: work.pending.length, damaged } }),
  }
}

/**
 * The contents of documents lay in the database alone. Where the server does not have one either,
 * it can only be attached again, and the person has to know.
 */
async function noteLostFiles(work: FoundWork, now: number, store: Store): Promise<void> {
  const attached = [...work.pending, ...work.archive, ...work.rejections.map((r) => r.command)]
    .filter(({ name }) => name === attachDocument.name)
    .map(({ args }) => AttachDocumentArgs.parse(args))
  await noteMissingFiles(attached, new Date(now).toISOString(), store)
}

async function restoreSettings(
  { deviceId, branchId }: JournalIdentity,
  store: Store,
): Promise<void> {
  await putSetting('deviceId', deviceId, store)
  if (branchId !== undefined) await putSetting('branchId', branchId, store)
}

async function identityOf(
  known: JournalIdentity | undefined,
  journalId: string | undefined,
  store: Store,
): Promise<JournalIdentity> {
  const deviceId = (await findSetting('deviceId', store)) as string | undefined
  const branchId = (await findSetting('branchId', store)) as string | undefined
  return {
    kind: 'identity',
    journalId: known?.journalId ?? journalId ?? newId(),
    deviceId: deviceId ?? known?.deviceId ?? newId(),
    recovery: known?.recovery ?? toBase64Url(crypto.getRandomValues(new Uint8Array(32)).buffer),
    ...(branchId !== undefined && { branchId }),
  }
}

/** What the database does not have in any of its places. */
function without(work: FoundWork, held: HeldWork): FoundWork {
  const here = new Set([...held.pending, ...held.archive, ...held.rejections].map(({ uid }) => uid))
  const isMissing = ({ uid }: { readonly uid: string }): boolean => !here.has(uid)
  return {
    pending: work.pending.filter(isMissing),
    archive: work.archive.filter(isMissing),
    rejections: work.rejections.filter(isMissing),
  }
}

function countOf({ pending, archive, rejections }: FoundWork): number {
  return pending.length + archive.length + rejections.length
}

/** What the journal does not say yet. */
function lackingEntries(
  state: JournalState,
  held: HeldWork,
  identity: JournalIdentity,
  now: number,
): JournalEntry[] {
  const isLacking = (entry: JournalEntry): boolean => {
    switch (entry.kind) {
      case 'command':
        return !state.commands.has(entry.command.uid)
      case 'accepted':
      case 'refused':
        return state.settled.get(entry.uid)?.kind !== entry.kind
      case 'decided':
        return !state.decided.has(entry.uid)
      default:
        return true
    }
  }
  const forfeited = held.forfeited.filter((id) => !state.forfeited.has(id))
  return [
    ...(JSON.stringify(state.identity) === JSON.stringify(identity) ? [] : [identity]),
    ...workEntries(recentWork(held, now)).filter(isLacking),
    ...[...held.serials]
      .filter(([leaseId, next]) => next > (state.serials.get(leaseId) ?? 0))
      .map(([leaseId, next]) => ({ kind: 'serial' as const, leaseId, next })),
    ...(forfeited.length > 0 ? [{ kind: 'forfeited' as const, ids: forfeited }] : []),
  ]
}

async function appendAll(journal: Journal, entries: readonly JournalEntry[]): Promise<void> {
  await Promise.all(entries.map((entry) => journal.append(encodeEntry(entry))))
}
