import { removeOldRefusalsEverywhere } from '../service/refusals'
import type { Job } from './job'

/** Takes away refused work that was decided long ago; the journal keeps the commands. */
export const refusalJob: Job = {
  name: 'refusals',
  async run(database, now) {
    const removed = await removeOldRefusalsEverywhere(database, now)
    return { summary: `${removed} refusals that were decided long ago were removed.`, problems: [] }
  },
}
