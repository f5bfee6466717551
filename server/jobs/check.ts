import { findProblems } from '../checks/findProblems'
import type { Job } from './job'

/** Looks for what must not be in the database. */
export const checkJob: Job = {
  name: 'check',
  async run(database, _now, signal) {
    const problems = await findProblems(database, signal)
    const summary =
      problems.length === 0
        ? 'Every row has its entry in the change index; outcomes, numbers and money agree.'
        : `${problems.length} things are wrong.`
    return { summary, problems }
  },
}
