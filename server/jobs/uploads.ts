import { removeAbandonedUploads } from '../attachments/uploads'
import type { Job } from './job'

/** Takes away the beginnings of files that nobody went on with. */
export const uploadJob: Job = {
  name: 'uploads',
  async run({ db }, now) {
    const removed = await removeAbandonedUploads(db, now)
    return { summary: `${removed} abandoned uploads were removed.`, problems: [] }
  },
}
