import type { Kysely } from 'kysely'
import type { Role } from '#shared/permissions/roles'
import type { Tables } from '../storage/tables'
import { hashPassword } from './passwords'

export interface NewUser {
  readonly id: string
  readonly branchId: string
  readonly username: string
  readonly password: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** Names are compared without regard to case or surrounding blanks. */
export function normaliseUsername(username: string): string {
  return username.trim().toLowerCase()
}

export async function addUser(db: Kysely<Tables>, user: NewUser, now: number): Promise<void> {
  await db
    .insertInto('auth_user')
    .values({
      branch_id: user.branchId,
      id: user.id,
      username: normaliseUsername(user.username),
      name: user.name,
      roles: JSON.stringify(user.roles),
      password_hash: await hashPassword(user.password),
      created_at: now,
    })
    .execute()
}
