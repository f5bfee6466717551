import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { addWorker, getActiveEmployer, WorkerEntry } from './workerEntry'

/** Form F1a: one worker of an employer. */
export const registerWorker = defineCommand({
  name: 'worker.register',
  version: 1,
  roles: matrix['worker.register'],
  args: z.object({ employerId: Id, entry: WorkerEntry }),
  async handler(tx, { employerId, entry }, ctx) {
    const employer = await getActiveEmployer(tx, employerId)
    await addWorker(tx, employer, entry, ctx)
    await tx.put('employer', { ...employer, workerCount: employer.workerCount + 1 })
  },
})
