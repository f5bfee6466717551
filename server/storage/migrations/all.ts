import type { Migration } from 'kysely/migration'
import { m0001Sync } from './m0001Sync'
import { m0002Auth } from './m0002Auth'
import { m0003Clock } from './m0003Clock'
import { m0004Usb } from './m0004Usb'
import { m0005Attachments } from './m0005Attachments'
import { m0007Recovery } from './m0007Recovery'
import { m0008Service } from './m0008Service'
import { m0009JournalKey } from './m0009JournalKey'

/** In order of their names; a published one is never changed, only followed by another. */
export const migrations: Record<string, Migration> = {
  '0001_sync': m0001Sync,
  '0002_auth': m0002Auth,
  '0003_clock': m0003Clock,
  '0004_usb': m0004Usb,
  '0005_attachments': m0005Attachments,
  '0007_recovery': m0007Recovery,
  '0008_service': m0008Service,
  '0009_journal_key': m0009JournalKey,
}
