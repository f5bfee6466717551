import type { Generated } from 'kysely'
import type { JsonValue } from '#shared/commands/ruleCodes'

/**
 * Columns of the fixed tables as TypeScript sees them. JSON goes in as text and comes out parsed;
 * instants of the server are epoch milliseconds (bigint), so that both engines agree.
 */
type Json<T> = import('kysely').ColumnType<T, string, string>

export interface SyncServerTable {
  incarnation: string
  entity_shape: string
  /** When a server process last said that this database is in use. */
  alive_at: Generated<number>
  /** Decides the order in which number blocks are drawn; never changed. */
  lease_secret: Generated<string>
}

export interface SyncPartitionTable {
  id: string
  seq: Generated<number>
  epoch: Generated<number>
  horizon: Generated<number>
}

export interface SyncClientTable {
  id: string
  device_id: string
  last_command_id: Generated<number>
  last_seen_at: number
  /** Program version of its last contact. */
  app_version: Generated<string | null>
}

export interface SyncCommandTable {
  client_id: string
  command_id: number
  /** Null for a repetition, which is then named in duplicate_of: a uid stands here once. */
  uid: string | null
  branch_id: string
  name: string
  version: number
  args: Json<JsonValue>
  actor_id: string
  occurred_at: string
  received_at: number
  clock_offset_ms: number | null
  outcome: 'accepted' | 'rejected'
  code: string | null
  detail: Json<Record<string, JsonValue>> | null
  duplicate_of: string | null
}

export interface SyncRowTable {
  partition: string
  entity: string
  id: string
  seq: number
  deleted: boolean
}

export interface NumberLeaseBlockTable {
  branch_id: string
  kind: string
  block: number
  lease_id: string
  device_id: string
  leased_at: number
}

/** Each branch and kind of numbers: how fast blocks may go, and what restores cost it. */
export interface NumberLeaseSpaceTable {
  branch_id: string
  kind: string
  /** Until when the pace of granting is used up. */
  paid_until: number
  /** The restores whose lost blocks are set aside here. */
  restores: number
}

export interface SyncRestoreTable {
  number: number
  restored_at: number
  /** How many blocks per branch and kind may have been granted after the backup. */
  lost_blocks: number
}

export interface SyncPartitionDayTable {
  partition: string
  /** UTC date. */
  day: string
  seq: number
}

export interface ServiceJobTable {
  name: string
  started_at: number
  finished_at: number
  ok: boolean
  summary: string
  problems: Json<string[]>
}

export interface AuthUserTable {
  branch_id: string
  id: string
  username: string
  name: string
  roles: Json<string[]>
  password_hash: string
  disabled: Generated<boolean>
  created_at: number
}

export interface AuthAttemptTable {
  username_hash: string
  failed: number
  blocked_until: number
  last_at: number
}

export interface AuthDeviceTable {
  id: string
  branch_id: string
  name: string
  public_key: Json<JsonValue>
  state: Generated<'normal' | 'locked'>
  /** Hash of what a device shows when it has lost its key; null for devices without a journal. */
  recovery_hash: string | null
  /** 32 bytes as base64url. */
  journal_key: string | null
  registered_at: number
  last_seen_at: number
}

/** A device came back with another key, and who signed in on it then; only ever added to. */
export interface AuthKeyChangeTable {
  device_id: string
  branch_id: string
  user_id: string
  old_public_key: Json<JsonValue>
  new_public_key: Json<JsonValue>
  changed_at: number
}

export interface AuthGrantTable {
  branch_id: string
  device_id: string
  user_id: string
  granted_at: number
  lease_until: number
  signed_in: boolean
}

export interface AuthTokenTable {
  token_hash: string
  branch_id: string
  device_id: string
  user_id: string
  expires_at: number
}

export interface AuthNonceTable {
  nonce_hash: string
  device_id: string
  expires_at: number
}

export interface UsbKeyTable {
  id: string
  public_key: Json<JsonValue>
  private_key: Json<JsonValue>
  created_at: number
}

export interface AttachmentTable {
  branch_id: string
  sha256: string
  /** Whose chunks hold the content. */
  upload_id: string
  size: number
  stored_at: number
}

export interface AttachmentUploadTable {
  id: string
  branch_id: string
  sha256: string
  device_id: string
  received: number
  touched_at: number
}

export interface AttachmentChunkTable {
  branch_id: string
  upload_id: string
  position: number
  bytes: Uint8Array
}

export interface Tables {
  sync_server: SyncServerTable
  sync_partition: SyncPartitionTable
  sync_client: SyncClientTable
  sync_command: SyncCommandTable
  sync_row: SyncRowTable
  sync_partition_day: SyncPartitionDayTable
  sync_restore: SyncRestoreTable
  number_lease_block: NumberLeaseBlockTable
  number_lease_space: NumberLeaseSpaceTable
  service_job: ServiceJobTable
  auth_user: AuthUserTable
  auth_attempt: AuthAttemptTable
  auth_device: AuthDeviceTable
  auth_key_change: AuthKeyChangeTable
  auth_grant: AuthGrantTable
  auth_token: AuthTokenTable
  auth_nonce: AuthNonceTable
  usb_key: UsbKeyTable
  attachment: AttachmentTable
  attachment_upload: AttachmentUploadTable
  attachment_chunk: AttachmentChunkTable
}
