import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Role } from '#shared/permissions/roles'

const Username = z.string().trim().min(1).max(80)
const Instant = z.iso.datetime().transform(Date.parse).optional()
const Roles = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(Role.exclude(['SYSTEM'])).min(1))

/** What an administrator can ask for at the server's own terminal. */
export const AdminTask = z.discriminatedUnion('task', [
  z.object({ task: z.literal('branch'), file: z.string().min(1) }),
  z.object({
    task: z.literal('add-user'),
    branch: z.string().regex(/^\d{3}$/),
    username: Username,
    name: z.string().trim().min(1).max(120),
    roles: Roles,
  }),
  z.object({ task: z.literal('set-password'), username: Username }),
  z.object({ task: z.literal('set-roles'), username: Username, roles: Roles }),
  z.object({ task: z.literal('disable-user'), username: Username }),
  z.object({ task: z.literal('import'), file: z.string().min(1) }),
  z.object({ task: z.literal('backup'), file: z.string().min(1) }),
  z.object({ task: z.literal('restore'), file: z.string().min(1), 'backup-at': Instant }),
  z.object({ task: z.literal('restored'), 'backup-at': Instant }),
  z.object({ task: z.literal('check') }),
  z.object({ task: z.literal('nightly') }),
  z.object({ task: z.literal('jobs') }),
])
export type AdminTask = z.infer<typeof AdminTask>

export const usage = `Tasks:
  branch --file branch.json                 describe a branch office
  add-user --branch 516 --username u --name "Full Name" --roles AR,PIUTANG
                                            the password is read from standard input
  set-password --username u                 the password is read from standard input
  set-roles --username u --roles AR
  disable-user --username u                 ends all sessions of this person
  import --file work.loket                  carry out unsent work that came on a stick
  backup --file loket.backup                the embedded database into one new file
  restore --file loket.backup               the embedded database from such a file, with a new
                                            identity; an old one must be moved away before
  restored                                  after pg_restore, before starting: a new identity
      --backup-at 2026-11-10T18:00:00Z      for both: if the backup is older than its data say
  check                                     look for what must not be: rows that devices would
                                            never hear of, gaps in outcomes, numbers given twice,
                                            money that does not add up
  nightly                                   do now what is done every night
  jobs                                      what the last nights found`

/**
 * @param argv what follows the program on the command line
 * @throws Error with the usage when it is not understood
 */
export function parseAdminTask(argv: readonly string[]): AdminTask {
  const [task, ...rest] = argv
  const option = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: rest,
      options: {
        file: option,
        branch: option,
        username: option,
        name: option,
        roles: option,
        'backup-at': option,
      },
    })
    return AdminTask.parse({ task, ...values })
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined
    const reason = issue ? `${issue.path.join('.')}: ${issue.message}` : messageOf(error)
    throw new Error(`${reason}\n\n${usage}`, { cause: error })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not understood'
}
