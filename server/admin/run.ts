import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { Branch, Officer } from '#shared/model/branch'
import { readUsbFile, UsbFileError, USB_MAX_BYTES } from '#shared/usb/format'
import { hashPassword } from '../auth/passwords'
import { addUser, normaliseUsername } from '../auth/users'
import { SyncService } from '../service/sync'
import { systemScope } from '../service/systemCommands'
import type { Database } from '../storage/database'
import type { SqlStorage } from '../storage/sqlStore'
import { importUsbFile } from '../usb/importFile'
import { usbSentences } from '../usb/sentences'
import { uuidv7 } from '../uuid'
import type { AdminTask } from './arguments'
import { describeJobs, runNow } from './jobs'
import { noteRestore } from './restored'

const MIN_PASSWORD = 8
const MAX_PASSWORD = 200

/**
 * Carries out one task of the administrator.
 * @param readPassword asked only when the task needs one
 * @returns one sentence that says what was done
 * @throws Error in a plain sentence
 */
export async function runAdminTask(
  storage: Database,
  task: AdminTask,
  now: number,
  readPassword: () => Promise<string>,
): Promise<string> {
  switch (task.task) {
    case 'branch':
      return describeBranch(storage, task.file, now)
    case 'add-user':
      return addPerson(storage, task, now, await checkedPassword(readPassword))
    case 'set-password':
      return setPassword(storage, task.username, await checkedPassword(readPassword))
    case 'set-roles':
      return setRoles(storage, task, now)
    case 'disable-user':
      return disableUser(storage, task.username)
    case 'import':
      return importWork(storage, task.file, now)
    case 'backup':
      return backUp(storage, task.file)
    case 'restore':
    case 'restored':
      return noteRestore(storage, now, task['backup-at'])
    case 'check':
    case 'nightly':
      return runNow(storage, task.task, now)
    case 'jobs':
      return describeJobs(storage)
  }
}

async function backUp(database: Database, file: string): Promise<string> {
  if (!database.backUp) {
    throw new Error('PostgreSQL is backed up with its own tools: see docs/operations.md.')
  }
  await database.backUp(file)
  return `Everything is in ${file}. Keep it on another machine.`
}

async function describeBranch(storage: SqlStorage, file: string, now: number): Promise<string> {
  const branch = Branch.parse(JSON.parse(await readFile(file, 'utf8')))
  if (branch.id !== branch.branchId) throw new Error('id and branchId of a branch must be equal.')
  await putRow(storage, 'branch', branch, now)
  return `Branch ${branch.id} is described as "${branch.name}".`
}

async function addPerson(
  storage: SqlStorage,
  task: Extract<AdminTask, { task: 'add-user' }>,
  now: number,
  password: string,
): Promise<string> {
  const { branch: branchId, username, name, roles } = task
  if (await findUser(storage, username)) throw new Error(`There is already a user ${username}.`)
  const id = uuidv7(now)
  await addUser(storage.db, { id, branchId, username, password, name, roles }, now)
  await putRow(storage, 'officer', { id, branchId, name, roles }, now)
  return `${username} may now sign in as ${roles.join(', ')} of branch ${branchId}.`
}

async function setPassword(
  storage: SqlStorage,
  username: string,
  password: string,
): Promise<string> {
  const user = await getUser(storage, username)
  await storage.db
    .updateTable('auth_user')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', user.id)
    .execute()
  await endSessions(storage, user.id)
  return `${username} has a new password; all sessions were ended.`
}

async function setRoles(
  storage: SqlStorage,
  { username, roles }: Extract<AdminTask, { task: 'set-roles' }>,
  now: number,
): Promise<string> {
  const user = await getUser(storage, username)
  await storage.db
    .updateTable('auth_user')
    .set({ roles: JSON.stringify(roles) })
    .where('id', '=', user.id)
    .execute()
  const officer = { id: user.id, branchId: user.branch_id, name: user.name, roles }
  await putRow(storage, 'officer', officer, now)
  return `${username} is now ${roles.join(', ')}.`
}

async function disableUser(storage: SqlStorage, username: string): Promise<string> {
  const user = await getUser(storage, username)
  await storage.db
    .updateTable('auth_user')
    .set({ disabled: true })
    .where('id', '=', user.id)
    .execute()
  await endSessions(storage, user.id)
  return `${username} can no longer sign in.`
}

/** The same as bringing the file to any computer that reaches the server. */
async function importWork(storage: SqlStorage, file: string, now: number): Promise<string> {
  const sync = new SyncService(storage, () => now)
  const problems: string[] = []
  const log = { error: (facts: unknown) => void problems.push(describeProblem(facts)) }
  try {
    const { size } = await stat(file)
    if (size > USB_MAX_BYTES) throw new UsbFileError('USB_TOO_LARGE')
    const result = await importUsbFile(
      storage,
      sync,
      readUsbFile(await readFile(file, 'utf8')),
      log,
    )
    const { count, alreadyKnown, accepted, refused, left } = result
    const sentence = `${count} pieces of work, ${alreadyKnown} of them known before: ${accepted} accepted, ${refused} refused.`
    if (left === 0) return sentence
    throw new Error(
      `${sentence} ${left} could not be carried out (${problems.join(', ')}); nothing is lost, import the file again later.`,
    )
  } catch (error) {
    if (error instanceof UsbFileError)
      throw new Error(usbSentences[error.problem], { cause: error })
    throw error
  }
}

/** Name and uid of the command, never its content. */
function describeProblem(facts: unknown): string {
  const { command, uid } = z
    .looseObject({ command: z.string().catch('?'), uid: z.string().catch('?') })
    .catch({ command: '?', uid: '?' })
    .parse(facts)
  return `${command} ${uid}`
}

/** Through the one door that raises seq and tells devices, like every other write. */
async function putRow(
  storage: SqlStorage,
  entity: 'branch' | 'officer',
  row: Branch | Officer,
  now: number,
): Promise<void> {
  const checked = (entity === 'branch' ? Branch : Officer).parse(row)
  await storage.transaction(systemScope(row.branchId, now), async (tx) => {
    await tx.lockPartitions([`branch:${row.branchId}`])
    await tx.flush([{ entity, id: row.id, row: checked }])
  })
}

async function findUser({ db }: SqlStorage, username: string) {
  return db
    .selectFrom('auth_user')
    .select(['id', 'branch_id', 'name'])
    .where('username', '=', normaliseUsername(username))
    .executeTakeFirst()
}

async function getUser(storage: SqlStorage, username: string) {
  const user = await findUser(storage, username)
  if (!user) throw new Error(`There is no user ${username}.`)
  return user
}

async function endSessions({ db }: SqlStorage, userId: string): Promise<void> {
  await db.deleteFrom('auth_token').where('user_id', '=', userId).execute()
  await db
    .updateTable('auth_grant')
    .set({ signed_in: false })
    .where('user_id', '=', userId)
    .execute()
}

async function checkedPassword(readPassword: () => Promise<string>): Promise<string> {
  const password = await readPassword()
  if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
    throw new Error(`A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`)
  }
  return password
}
