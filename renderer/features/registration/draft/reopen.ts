import { z } from 'zod'
import { BpuEntry } from '#shared/commands/bpu/registerBpu'
import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import { WorkerEntry as Entry } from '#shared/commands/workers/workerEntry'
import { EmployerProfile } from '#shared/model/employer'
import { ProjectProfile } from '#shared/model/project'
import type { Rejection } from '#shared/sync/clientPorts'
import { saveDraft } from '../../../store/queries/drafts'
import { getRuntime } from '../../../sync/runtime'
import { bpuValuesOf } from '../bpuForm/bpuValues'
import { employerValuesOf } from '../employerForm/employerValues'
import { projectValuesOf } from '../projectForm/projectValues'
import { workerValuesOf } from '../workerForm/workerValues'
import type { DraftAddress } from './draftAddress'
import type { DraftKind, FormDraft } from './formDraft'

const EmployerArgs = z.looseObject({ employerId: z.string(), profile: EmployerProfile })
const WorkerArgs = z.looseObject({ employerId: z.string(), entry: Entry })
const BpuArgs = z.looseObject({ entry: BpuEntry })
const ProjectArgs = z.looseObject({ projectId: z.string(), profile: ProjectProfile })

/** Registrations that were filled in on a form, each with how it becomes that form again. */
const forms: Readonly<Record<string, (args: unknown, uid: string) => Promise<DraftAddress>>> = {
  async 'employer.register'(args, uid) {
    const { employerId: draftId, profile } = EmployerArgs.parse(args)
    const values = employerValuesOf(profile)
    await keep('employer', draftId, profile.legalName, { values, accepted: {}, replaces: uid })
    return { to: '/pendaftaran/perusahaan/$draftId', params: { draftId } }
  },
  async 'worker.register'(args, uid) {
    const { employerId, entry } = WorkerArgs.parse(args)
    await keepWorker(employerId, entry, uid)
    const params = { employerId, draftId: entry.membershipId }
    return { to: '/perusahaan/$employerId/tenaga-kerja/$draftId', params }
  },
  async 'bpu.register'(args, uid) {
    const { entry } = BpuArgs.parse(args)
    const { memberId: draftId, person } = entry
    const values = bpuValuesOf(entry)
    await keep('bpu', draftId, person.fullName, { values, accepted: {}, replaces: uid })
    return { to: '/pendaftaran/bpu/$draftId', params: { draftId } }
  },
  async 'project.register'(args, uid) {
    const { projectId: draftId, profile } = ProjectArgs.parse(args)
    const values = projectValuesOf(profile)
    await keep('project', draftId, profile.projectName, { values, accepted: {}, replaces: uid })
    return { to: '/pendaftaran/proyek/$draftId', params: { draftId } }
  },
}

/** Whether a command of this name was filled in on a form. */
export function hasForm(name: string): boolean {
  return Object.hasOwn(forms, name)
}

/**
 * A refused registration as a form again. The draft keeps the id of what was refused, so work that
 * hangs on it (the workers of a refused employer) fits again once the corrected form is saved.
 * @returns where the form is
 * @throws Error when the command was not filled in on a form
 */
export async function reopenAsDraft({ uid, command }: Rejection): Promise<DraftAddress> {
  const reopen = hasForm(command.name) ? forms[command.name] : undefined
  if (!reopen) throw new Error(`${command.name} is not filled in on a form`)
  return reopen(command.args, uid)
}

/**
 * Each of these refused rows of a list as a worker's form of its own. They stand in for nothing:
 * the refused piece of the list is settled by what is sent again without them.
 */
export async function reopenRows(
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
