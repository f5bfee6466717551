import { z } from 'zod'
import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import { WorkerEntry as Entry } from '#shared/commands/workers/workerEntry'
import { EmployerProfile } from '#shared/model/employer'
import type { Rejection } from '#shared/sync/clientPorts'
import { saveDraft } from '../../../store/queries/drafts'
import { getRuntime } from '../../../sync/runtime'
import { employerValuesOf } from '../employerForm/employerValues'
import { workerValuesOf } from '../workerForm/workerValues'
import type { DraftKind, FormDraft } from './formDraft'

const EmployerArgs = z.looseObject({ employerId: z.string(), profile: EmployerProfile })
const WorkerArgs = z.looseObject({ employerId: z.string(), entry: Entry })

/**
 * A refused registration as a form again. The draft keeps the id of what was refused, so work that
 * hangs on it (the workers of a refused employer) fits again once the corrected form is saved.
 * @throws Error when the command is no registration of one employer or worker
 */
export async function reopenAsDraft({
  uid,
  command,
}: Rejection): Promise<{ draftId: string; employerId?: string }> {
  switch (command.name) {
    case 'employer.register': {
      const { employerId, profile } = EmployerArgs.parse(command.args)
      await keep('employer', employerId, profile.legalName, {
        values: employerValuesOf(profile),
        accepted: {},
        replaces: uid,
      })
      return { draftId: employerId }
    }
    case 'worker.register': {
      const { employerId, entry } = WorkerArgs.parse(command.args)
      await keepWorker(employerId, entry, uid)
      return { draftId: entry.membershipId, employerId }
    }
    default:
      throw new Error(`${command.name} is not filled in on a form`)
  }
}

/**
 * Each of these refused rows of a list as a worker's form of its own. They stand in for nothing:
 * the refused piece of the list is settled by what is sent again without them.
 */
export async function reopenRows(
  _rejection: Rejection,
  employerId: string,
  entries: readonly WorkerEntry[],
): Promise<void> {
  for (const entry of entries) await keepWorker(employerId, entry)
}

async function keepWorker(
  employerId: string,
  entry: WorkerEntry,
  replaces?: string,
): Promise<void> {
  await keep('worker', entry.membershipId, entry.person.fullName, {
    values: workerValuesOf(entry),
    accepted: {},
    employerId,
    ...(replaces !== undefined && { replaces }),
  })
}

async function keep(kind: DraftKind, id: string, title: string, data: FormDraft): Promise<void> {
  const runtime = getRuntime()
  await saveDraft({
    id,
    kind,
    title,
    data,
    userId: runtime.identity().actor.userId,
    updatedAt: new Date(runtime.now()).toISOString(),
  })
}
