import { findMime, type FileMime } from '#shared/attachments/content'
import { attachDocument } from '#shared/commands/documents/attachDocument'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { assertGate } from '#shared/sync/assertGate'
import { diskLevel } from '#shared/sync/gate'
import { isFailedWrite } from '../store/failedWrites'
import { findFile, keepFile, noteFile } from '../store/files'
import type { AttachmentTransport } from './attachments'
import { deviceStanding } from './diskGuard'
import { sha256Of } from './sha256'

export interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mime: FileMime
}

let transport: AttachmentTransport | undefined

export function setContentTransport(next: AttachmentTransport | undefined): void {
  transport = next
}

/**
 * Keeps a new content on this device; its document is noted afterwards.
 * @returns its SHA-256, or why the disk has no room for files; then nothing was written
 */
export async function keepContent({ bytes, mime }: Content): Promise<string | RuleViolation> {
  const now = new Date().toISOString()
  const sha256 = await sha256Of(bytes)
  try {
    // The command would be stopped too, but after its file has taken the last room.
    const facts = { now, pulledAt: undefined, pending: 0, ...deviceStanding() }
    assertGate(attachDocument.name, facts, false)
    await keepFile({ sha256, bytes, mime, keptAt: now })
  } catch (error) {
    if (error instanceof RuleViolation) return error
    if (isFailedWrite(error)) return new RuleViolation('DISK_FULL')
    throw error
  }
  return sha256
}

/**
 * The content of a document: from this device, or else from the server, checked by its hash.
 * @throws HttpFailure without the server; Error when the bytes are not those of the hash
 */
export async function getContent(sha256: string): Promise<Content> {
  const kept = await findFile(sha256)
  if (kept && !kept.damaged) {
    if ((await sha256Of(kept.bytes)) === sha256) return kept
    await noteFile(sha256, { damaged: true })
  }
  if (!transport) throw new Error('the program has not been started')
  const bytes = await transport.fetch(sha256)
  const mime = findMime(bytes)
  if (!mime || (await sha256Of(bytes)) !== sha256) throw new Error('not the bytes of this file')
  // Only to have it at hand: work has the better right to the room that is left.
  if (diskLevel(deviceStanding()) === 'enough') {
    await keepFile({ sha256, bytes, mime, keptAt: new Date().toISOString() }).catch(
      (error: unknown) => {
        if (!isFailedWrite(error)) throw error
      },
    )
  }
  return { bytes, mime }
}
