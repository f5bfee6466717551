import type { JournalFile, WithFiles } from '#shared/journal/twoFiles'

/** Two files in memory that lose what was not flushed, in part, when the power goes. */
export class MemoryFiles {
  readonly files: readonly [MemoryFile, MemoryFile]
  /** Writes that still work. */
  steps = Infinity
  /** Bytes that both files together may have. */
  space = Infinity
  flushes = 0

  constructor(contents: readonly Uint8Array[] = []) {
    this.files = [
      new MemoryFile(this, contents[0] ?? new Uint8Array()),
      new MemoryFile(this, contents[1] ?? new Uint8Array()),
    ]
  }

  readonly withFiles: WithFiles = (work) => work(this.files)

  /** What a power cut may leave: the flushed bytes and some of the writes after them. */
  afterPowerCut(keep: (write: number) => boolean): MemoryFiles {
    return new MemoryFiles(this.files.map((file) => file.remains(keep)))
  }
}

type Write = (bytes: Uint8Array) => Uint8Array

class MemoryFile implements JournalFile {
  #unflushed: Write[] = []
  #flushed: Uint8Array

  constructor(
    private readonly owner: MemoryFiles,
    public bytes: Uint8Array,
  ) {
    this.#flushed = bytes
  }

  async size(): Promise<number> {
    return this.bytes.length
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    return this.bytes.slice(at, at + length)
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    const others = this.owner.files.filter((file) => file !== this)
    const used = others.reduce((sum, file) => sum + file.bytes.length, 0)
    const room = Math.max(this.bytes.length, this.owner.space - used)
    const fits = bytes.subarray(0, Math.max(0, room - at))
    this.#change((old) => {
      const next = new Uint8Array(Math.max(old.length, at + fits.length))
      next.set(old)
      next.set(fits, at)
      return next
    })
    if (fits.length < bytes.length) throw new Error('DISK_FULL')
  }

  async truncate(size: number): Promise<void> {
    this.#change((old) => old.slice(0, size))
  }

  async flush(): Promise<void> {
    this.#spend()
    this.owner.flushes += 1
    this.#flushed = this.bytes
    this.#unflushed = []
  }

  remains(keep: (write: number) => boolean): Uint8Array {
    return this.#unflushed
      .filter((_, place) => keep(place))
      .reduce((bytes, write) => write(bytes), this.#flushed)
  }

  #change(write: Write): void {
    this.#spend()
    this.bytes = write(this.bytes)
    this.#unflushed.push(write)
  }

  #spend(): void {
    if (this.owner.steps <= 0) throw new Error('POWER_CUT')
    this.owner.steps -= 1
  }
}
