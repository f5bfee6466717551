import type { Journal, JournalContents } from '#shared/host'
import { BROKEN, isPrivate, SEALED } from './entries'
import type { JournalKey } from './journalKey'

const ID_END = 9
const IV_BYTES = 12
const HEAD_BYTES = ID_END + IV_BYTES

/**
 * The journal with every record of work sealed by itself:
 *
 *     format 1 | id of the key, 8 bytes | IV, 12 bytes | AES-256-GCM of the record, head included
 *
 * Records written before the device got its key stay readable; the next `replace` seals them.
 */
export class SealedJournal implements Journal {
  /** The newest first: it seals, the others only open. */
  #keys: JournalKey[] = []
  #findKey: () => Promise<JournalKey | undefined> = () => Promise.resolve(undefined)
  #before: Promise<unknown> = Promise.resolve()

  constructor(private readonly inner: Journal) {}

  /** Where the key is looked for until it is found; another window may have got it. */
  useKeys(find: () => Promise<JournalKey | undefined>): void {
    this.#findKey = find
  }

  /** From now on records are sealed with this key; those of the one before can still be read. */
  async unlock(key: JournalKey): Promise<void> {
    this.#keys = [key, ...(await this.#held())]
  }

  async hasKey(): Promise<boolean> {
    return (await this.#held()).length > 0
  }

  append(record: Uint8Array): Promise<void> {
    const sealed = this.#seal(record)
    // Sealing takes its time; the order of the calls counts.
    const ready = this.#before.then(() => sealed)
    this.#before = ready.catch(() => undefined)
    return ready.then((bytes) => this.inner.append(bytes))
  }

  /** Sealed records that this device cannot open are given back as they are. */
  async read(): Promise<JournalContents> {
    const { records, ...rest } = await this.inner.read()
    return { ...rest, records: await Promise.all(records.map((record) => this.#open(record))) }
  }

  async replace(records: readonly Uint8Array[], mark: string): Promise<boolean> {
    return this.inner.replace(await Promise.all(records.map((one) => this.#seal(one))), mark)
  }

  size(): Promise<number> {
    return this.inner.size()
  }

  async #held(): Promise<readonly JournalKey[]> {
    if (this.#keys.length === 0) {
      const found = await this.#findKey()
      // Another call may have been faster.
      if (found && this.#keys.length === 0) this.#keys = [found]
    }
    return this.#keys
  }

  async #seal(record: Uint8Array): Promise<Uint8Array> {
    if (!isPrivate(record)) return record
    const [key] = await this.#held()
    if (!key) return record
    const head = new Uint8Array(HEAD_BYTES)
    head[0] = SEALED
    head.set(key.id, 1)
    crypto.getRandomValues(head.subarray(ID_END))
    const body = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: head.slice(ID_END), additionalData: head },
      key.key,
      record.slice(),
    )
    const sealed = new Uint8Array(HEAD_BYTES + body.byteLength)
    sealed.set(head)
    sealed.set(new Uint8Array(body), HEAD_BYTES)
    return sealed
  }

  async #open(record: Uint8Array): Promise<Uint8Array> {
    if (record[0] !== SEALED) return record
    const key = (await this.#held()).find(({ id }) =>
      id.every((byte, place) => byte === record[place + 1]),
    )
    if (!key) return record
    const head = record.slice(0, HEAD_BYTES)
    try {
      const body = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: head.slice(ID_END), additionalData: head },
        key.key,
        record.slice(HEAD_BYTES),
      )
      return new Uint8Array(body)
    } catch {
      // Changed by somebody who could mend the checksums: never taken for a record.
      return Uint8Array.of(BROKEN)
    }
  }
}
