/** What the benchmark uses of PouchDB; it brings no types of its own. */
declare module 'pouchdb-browser' {
  interface ReplicationResult {
    readonly docs_written: number
    readonly doc_write_failures: number
  }
  interface ReplicationOptions {
    readonly batch_size: number
  }
  export default class PouchDB {
    constructor(
      name: string,
      options?: { readonly adapter?: 'idb'; readonly auto_compaction?: boolean },
    )
    put(doc: { readonly _id: string }): Promise<unknown>
    bulkDocs(docs: readonly { readonly _id: string }[]): Promise<unknown>
    info(): Promise<{ readonly doc_count: number }>
    destroy(): Promise<void>
    readonly replicate: {
      to(url: string, options: ReplicationOptions): Promise<ReplicationResult>
      from(url: string, options: ReplicationOptions): Promise<ReplicationResult>
    }
  }
}
