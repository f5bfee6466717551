import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { CHUNK_BYTES, findMime, type UploadState } from '#shared/attachments/content'
import { Document } from '#shared/model/document'
import { HttpError } from '../http/httpError'
import { lockBranch, runSystemCommand, systemScope } from '../service/systemCommands'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import type { Tables } from '../storage/tables'
import { uuidv7 } from '../uuid'

/** A file that nobody has gone on with for so long is forgotten; its device begins again. */
const ABANDONED_MS = 7 * 24 * 60 * 60 * 1000

/** One file as one device sends it. */
export interface Sender {
  readonly branchId: string
  readonly deviceId: string
  readonly sha256: string
}

/**
 * How far the server is with this device's upload. A file that is already here makes every
 * document that refers to it count as stored.
 * @throws HttpError NOT_EXPECTED when no document of the branch refers to it (yet)
 */
export async function askUpload(
  storage: SqlStorage,
  sender: Sender,
  now: number,
): Promise<UploadState> {
  return storage.transaction(systemScope(sender.branchId, now), async (tx) => {
    const { size } = await getExpected(tx, sender)
    if (await isStored(tx, sender)) {
      await markDocuments(tx, sender, now)
      return { offset: size, complete: true }
    }
    const upload = await uploadOf(tx, sender).select('received').executeTakeFirst()
    return { offset: upload?.received ?? 0, complete: false }
  })
}

/**
 * Takes the next piece: exactly `CHUNK_BYTES`, or what is left. A piece at another place than the
 * next one changes nothing; the answer says where to go on. The last one completes the file in the
 * same transaction, or throws everything away when the content is not what its name says.
 * @param offset place of the first byte in the file
 * @throws HttpError NOT_EXPECTED, BAD_REQUEST, WRONG_CONTENT
 */
export async function takeChunk(
  storage: SqlStorage,
  sender: Sender,
  chunk: { readonly offset: number; readonly bytes: Buffer },
  now: number,
): Promise<UploadState> {
  const { branchId, sha256 } = sender
  const state = await storage.transaction(systemScope(branchId, now), async (tx) => {
    const { size, mime } = await getExpected(tx, sender)
    if (await isStored(tx, sender)) {
      await markDocuments(tx, sender, now)
      return { offset: size, complete: true }
    }
    const { id, received } = await lockUpload(tx, sender, now)
    if (chunk.offset !== received) return { offset: received, complete: false }
    if (chunk.bytes.length !== Math.min(CHUNK_BYTES, size - received)) {
      throw new HttpError(400, 'BAD_REQUEST', 'A piece has 256 KB; only the last one is shorter.')
    }
    await tx.trx
      .insertInto('attachment_chunk')
      .values({ branch_id: branchId, upload_id: id, position: received, bytes: chunk.bytes })
      .execute()
    const offset = received + chunk.bytes.length
    if (offset < size) {
      await uploadOf(tx, sender).update({ received: offset, touched_at: now }).execute()
      return { offset, complete: false }
    }
    const content = await readChunks(tx.trx, branchId, id)
    await uploadOf(tx, sender).remove().execute()
    if (sha256Of(content) !== sha256 || findMime(content) !== mime) {
      await dropChunks(tx.trx, branchId, id)
      return undefined
    }
    const { numInsertedOrUpdatedRows } = await tx.trx
      .insertInto('attachment')
      .values({ branch_id: branchId, sha256, upload_id: id, size, stored_at: now })
      .onConflict((conflict) => conflict.columns(['branch_id', 'sha256']).doNothing())
      .executeTakeFirst()
    // Another device was faster with the same file: one copy is enough.
    if (!numInsertedOrUpdatedRows) await dropChunks(tx.trx, branchId, id)
    await markDocuments(tx, sender, now)
    return { offset, complete: true }
  })
  if (state) return state
  throw new HttpError(422, 'WRONG_CONTENT', 'The bytes are not those of this file. Send it again.')
}

/** A complete, checked file of the branch; `undefined` for all else. */
export async function findContent(
  storage: SqlStorage,
  branchId: string,
  sha256: string,
): Promise<{ mime: Document['mime']; bytes: Buffer } | undefined> {
  return storage.transaction(systemScope(branchId, 0), async (tx) => {
    const stored = await tx.trx
      .selectFrom('attachment')
      .select('upload_id')
      .where('branch_id', '=', branchId)
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (!stored) return undefined
    const { mime } = await getExpected(tx, { branchId, sha256 })
    return { mime, bytes: await readChunks(tx.trx, branchId, stored.upload_id) }
  })
}

/**
 * Forgets uploads that nobody has gone on with for seven days.
 * @param now epoch milliseconds
 * @returns how many
 */
export async function removeAbandonedUploads(db: Kysely<Tables>, now: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('attachment_upload')
      .where('touched_at', '<', now - ABANDONED_MS)
      .returning(['branch_id', 'id'])
      .execute()
    for (const { branch_id, id } of gone) await dropChunks(trx, branch_id, id)
    return gone.length
  })
}

/** Size and kind are those that the document's command promised. */
async function getExpected(
  tx: ServerTx,
  { sha256 }: Pick<Sender, 'branchId' | 'sha256'>,
): Promise<Document> {
  const [row] = await tx.list('document', 'sha256', [sha256])
  if (row) return Document.parse(row)
  throw new HttpError(404, 'NOT_EXPECTED', 'No document of this branch refers to this file.')
}

async function isStored(tx: ServerTx, { branchId, sha256 }: Sender): Promise<boolean> {
  const row = await tx.trx
    .selectFrom('attachment')
    .select('size')
    .where('branch_id', '=', branchId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row !== undefined
}

/** The row is held until the transaction ends: two requests of one device take turns. */
async function lockUpload(
  tx: ServerTx,
  sender: Sender,
  now: number,
): Promise<{ id: string; received: number }> {
  const { branchId, sha256, deviceId } = sender
  await tx.trx
    .insertInto('attachment_upload')
    .values({
      branch_id: branchId,
      sha256,
      device_id: deviceId,
      id: uuidv7(now),
      received: 0,
      touched_at: now,
    })
    .onConflict((conflict) => conflict.columns(['branch_id', 'sha256', 'device_id']).doNothing())
    .execute()
  const row = await uploadOf(tx, sender).select('id', 'received').forUpdate().executeTakeFirst()
  // Completed by a request that was waited for.
  if (!row) throw new HttpError(503, 'RETRY_LATER', 'The upload has just ended. Ask again.')
  return row
}

/** The row of this device's upload, whatever is done with it. */
function uploadOf({ trx }: ServerTx, { branchId, sha256, deviceId }: Sender) {
  const key = { branch_id: branchId, sha256, device_id: deviceId }
  return {
    select: <C extends 'id' | 'received'>(...columns: C[]) =>
      trx
        .selectFrom('attachment_upload')
        .select(columns)
        .where((row) => row.and(key)),
    update: (change: { received: number; touched_at: number }) =>
      trx
        .updateTable('attachment_upload')
        .set(change)
        .where((row) => row.and(key)),
    remove: () => trx.deleteFrom('attachment_upload').where((row) => row.and(key)),
  }
}

/**
 * Under the branch's lock, so that no document is missed: one attached before is found here, one
 * attached later finds its marked sibling.
 */
async function markDocuments(tx: ServerTx, sender: Sender, now: number): Promise<void> {
  const { branchId, sha256 } = sender
  await lockBranch(tx, branchId)
  for (const row of await tx.list('document', 'sha256', [sha256])) {
    const { id, storedAt } = Document.parse(row)
    if (storedAt !== undefined) continue
    const args = { documentId: id, storedAt: new Date(now).toISOString() }
    await runSystemCommand(tx, { branchId, name: 'document.markStored', version: 1, args }, now)
  }
}

async function readChunks(
  trx: Kysely<Tables>,
  branchId: string,
  uploadId: string,
): Promise<Buffer> {
  const chunks = await trx
    .selectFrom('attachment_chunk')
    .select('bytes')
    .where('branch_id', '=', branchId)
    .where('upload_id', '=', uploadId)
    .orderBy('position')
    .execute()
  return Buffer.concat(chunks.map(({ bytes }) => bytes))
}

async function dropChunks(trx: Kysely<Tables>, branchId: string, uploadId: string): Promise<void> {
  await trx
    .deleteFrom('attachment_chunk')
    .where('branch_id', '=', branchId)
    .where('upload_id', '=', uploadId)
    .execute()
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
