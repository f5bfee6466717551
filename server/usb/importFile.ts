import type { FastifyBaseLogger } from 'fastify'
import { PUSH_MAX_COMMANDS, type Outcome, type WireCommand } from '#shared/protocol/messages'
import type { UsbFile, UsbImportResult } from '#shared/usb/format'
import type { SyncService } from '../service/sync'
import type { SqlStorage } from '../storage/sqlStore'
import { openUsbFile } from './openFile'

/** Another file or the device itself may bring the same work at the very same moment. */
const MAX_TRIES = 3

/**
 * Carries out what a stick brought, each piece of work at most once: the file has its own row of
 * numbers, and whatever the server already knows by its uid gets the outcome it has. Rights are
 * those of now, on the device that made the file.
 * @throws UsbFileError
 */
export async function importUsbFile(
  storage: SqlStorage,
  sync: SyncService,
  file: UsbFile,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<UsbImportResult> {
  const { contents, digest } = await openUsbFile(storage.db, file)
  const { branchId, deviceId, commands } = contents
  const alreadyKnown = await countKnown(storage, commands)
  const numbered = commands.map((command, place) => ({ ...command, commandId: place + 1 }))
  const outcomes: Outcome[] = []
  for (let tries = 0; tries < MAX_TRIES && outcomes.length < numbered.length; tries += 1) {
    outcomes.length = 0
    for (let start = 0; start < numbered.length; start += PUSH_MAX_COMMANDS) {
      const batch = numbered.slice(start, start + PUSH_MAX_COMMANDS)
      const answer = await sync.carryOut({ branchId, deviceId }, `usb:${digest}`, batch, log)
      outcomes.push(...answer.outcomes)
      if (answer.stopped) break
    }
  }
  const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length
  return {
    fileId: contents.fileId,
    count: commands.length,
    alreadyKnown,
    accepted,
    refused: outcomes.length - accepted,
    left: commands.length - outcomes.length,
  }
}

async function countKnown(
  { db }: SqlStorage,
  commands: readonly Pick<WireCommand, 'uid'>[],
): Promise<number> {
  let known = 0
  for (let start = 0; start < commands.length; start += 500) {
    const uids = commands.slice(start, start + 500).map(({ uid }) => uid)
    const rows = await db
      .selectFrom('sync_command')
      .select('uid')
      .where('uid', 'in', uids)
      .execute()
    known += rows.length
  }
  return known
}
