import PouchDB from 'pouchdb-browser'
import { elapsed } from './elapsed'

/** Larger than its default of 100: as good as we found it here. */
const BATCH = { batch_size: 1000 }
const db = new PouchDB('peer', { adapter: 'idb' })
let made = 0

/** The same work by PouchDB, as far as it is its work: documents, without rules and roles. */
export const peer = {
  /** One document by one. @returns milliseconds of each */
  async save(count: number): Promise<number[]> {
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const doc = document()
      times.push((await elapsed(() => db.put(doc))).ms)
    }
    return times
  },

  async fill(count: number): Promise<void> {
    await db.bulkDocs(Array.from({ length: count }, document))
  },

  /** Sends everything that is not there. */
  async push(url: string): Promise<{ ms: number; docs: number }> {
    const { ms, value } = await elapsed(() => db.replicate.to(url, BATCH))
    return { ms, docs: value.docs_written }
  },

  async pull(url: string): Promise<{ ms: number; docs: number }> {
    const { ms, value } = await elapsed(() => db.replicate.from(url, BATCH))
    return { ms, docs: value.docs_written }
  },

  /** Everything into an empty database. */
  async bootstrap(url: string): Promise<{ ms: number; docs: number }> {
    const empty = new PouchDB('peer-new', { adapter: 'idb' })
    const { ms, value } = await elapsed(() => empty.replicate.from(url, BATCH))
    await empty.destroy()
    return { ms, docs: value.docs_written }
  },
}

/** As large as a worker with the command that registers it. */
function document(): { _id: string } & Record<string, unknown> {
  made += 1
  return {
    _id: `w${Date.now()}-${made}`,
    entity: 'membership',
    nik: String(3516990101600000 + made),
    fullName: `Pekerja Contoh ${made}`,
    employerId: `e${made % 40}`,
    wage: 5_000_000,
    note: 'x'.repeat(600),
  }
}
