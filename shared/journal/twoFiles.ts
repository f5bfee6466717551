import type { Journal, JournalContents } from '../host'
import { crc32 } from './crc32'
import { encodeFrame, scanFrames, type Scan } from './frame'

/** One file of a journal; every promise ends when the operating system has answered. */
export interface JournalFile {
  size(): Promise<number>
  /** Fewer bytes than asked for at the end of the file. */
  read(at: number, length: number): Promise<Uint8Array>
  /** Makes the file longer where needed. */
  write(bytes: Uint8Array, at: number): Promise<void>
  truncate(size: number): Promise<void>
  /** Resolves when everything written is on the disk. */
  flush(): Promise<void>
}

/** Opens both files, for one user at a time among all windows, and closes them afterwards. */
export type WithFiles = <T>(work: (files: JournalFilePair) => Promise<T>) => Promise<T>
export type JournalFilePair = readonly [JournalFile, JournalFile]

/** Space taken ahead, so that work can still be noted when the disk is full. */
const RESERVE_BYTES = 2 * 1024 * 1024

/** Magic text, generation u32, crc32 of both. */
const HEADER_BYTES = 16
/** "SLJOURN1". */
const MAGIC = Uint8Array.of(0x53, 0x4c, 0x4a, 0x4f, 0x55, 0x52, 0x4e, 0x31)

interface Place {
  readonly active: 0 | 1
  readonly generation: number
  end: number
  allocated: number
}

interface Waiting {
  readonly frame: Uint8Array
  resolve(): void
  reject(error: unknown): void
}

/**
 * A journal in two files in turn. The valid file with the higher generation counts; `replace`
 * writes the other one and switches by writing its header last. Other windows may append between
 * two calls: each call looks first where the end is now.
 */
export class TwoFileJournal implements Journal {
  #place: Place | undefined
  /** Damage that a later look no longer finds, because the place was wiped. */
  #damaged = false
  #waiting: Waiting[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly withFiles: WithFiles,
    private readonly reserveBytes = RESERVE_BYTES,
  ) {}

  async append(record: Uint8Array): Promise<void> {
    const frame = encodeFrame(record)
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ frame, resolve, reject })
    })
    if (this.#waiting.length === 1) void this.#inTurn(() => this.#writeWaiting())
    return written
  }

  read(): Promise<JournalContents> {
    return this.#inTurn(() =>
      this.withFiles(async (files) => {
        this.#place = undefined
        const { place, scan } = await this.#find(files)
        return {
          records: scan?.records ?? [],
          mark: markOf(place),
          ...(this.#damaged && { problem: 'damaged' as const }),
        }
      }),
    )
  }

  replace(records: readonly Uint8Array[], mark: string): Promise<boolean> {
    return this.#inTurn(() =>
      this.withFiles(async (files) => {
        const { place } = await this.#find(files)
        if (markOf(place) !== mark) return false
        const active = place.active === 0 ? 1 : 0
        const generation = place.generation + 1
        const target = files[active]
        await target.truncate(0)
        const bytes = concat(records.map(encodeFrame))
        if (bytes.length > 0) await target.write(bytes, HEADER_BYTES)
        await target.flush()
        // From here on this file counts.
        await target.write(headerOf(generation), 0)
        await target.flush()
        const end = HEADER_BYTES + bytes.length
        this.#place = { active, generation, end, allocated: end }
        this.#damaged = false
        await files[place.active].truncate(0)
        await files[place.active].flush()
        await this.#takeAhead(files, this.#place)
        return true
      }),
    )
  }

  size(): Promise<number> {
    return this.#inTurn(() => this.withFiles(async (files) => (await this.#find(files)).place.end))
  }

  /** One write and one flush for everything that has come meanwhile. */
  async #writeWaiting(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    try {
      await this.withFiles(async (files) => {
        const { place } = await this.#find(files)
        const bytes = concat(batch.map(({ frame }) => frame))
        // Until it is done, nobody knows what stands there.
        this.#place = undefined
        await files[place.active].write(bytes, place.end)
        await files[place.active].flush()
        place.end += bytes.length
        place.allocated = Math.max(place.allocated, place.end)
        this.#place = place
        for (const { resolve } of batch) resolve()
        await this.#takeAhead(files, place)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  /** Where the next record goes; reads only what is not known yet. */
  async #find(files: JournalFilePair): Promise<{ place: Place; scan?: Scan }> {
    const known = this.#place
    const generations = await Promise.all(files.map(readGeneration))
    const [first = 0, second = 0] = generations
    const active = second > first ? 1 : 0
    const generation = Math.max(first, second)
    if (known?.active === active && known.generation === generation) {
      const next = await files[active].read(known.end, 1)
      if (next.length === 0 || next[0] === 0) return { place: known }
    }
    this.#place = undefined
    if (generation === 0) return this.#begin(files)
    // A switch that was cut short after the new file began to count.
    const older = files[active === 0 ? 1 : 0]
    if (first > 0 && second > 0) await older.truncate(0)
    return this.#lookThrough(files[active], active, generation)
  }

  /** No file counts: both are new, or their headers are broken. */
  async #begin(files: JournalFilePair): Promise<{ place: Place; scan?: Scan }> {
    const scans = await Promise.all(
      files.map(async (file) => scanFrames(await file.read(0, await file.size()), HEADER_BYTES)),
    )
    const counts = scans.map(({ records }) => records.length)
    const active = (counts[1] ?? 0) > (counts[0] ?? 0) ? 1 : 0
    if (scans.some(({ records, used }) => records.length > 0 || used > HEADER_BYTES)) {
      this.#damaged = true
    }
    await files[active].write(headerOf(1), 0)
    await files[active].flush()
    const found = await this.#lookThrough(files[active], active, 1)
    await this.#takeAhead(files, found.place)
    return found
  }

  async #lookThrough(
    file: JournalFile,
    active: 0 | 1,
    generation: number,
  ): Promise<{ place: Place; scan: Scan }> {
    const allocated = await file.size()
    const scan = scanFrames(await file.read(0, allocated), HEADER_BYTES)
    if (scan.problem === 'damaged') this.#damaged = true
    if (scan.used > scan.end) {
      // Wiped, not cut: on a full disk the space must not be given back.
      await file.write(new Uint8Array(scan.used - scan.end), scan.end)
      await file.flush()
    }
    this.#place = { active, generation, end: scan.end, allocated }
    return { place: this.#place, scan }
  }

  async #takeAhead(files: JournalFilePair, place: Place): Promise<void> {
    if (place.allocated - place.end >= this.reserveBytes / 2) return
    const wanted = place.end + this.reserveBytes
    try {
      await files[place.active].write(new Uint8Array(wanted - place.allocated), place.allocated)
      await files[place.active].flush()
      place.allocated = wanted
    } catch {
      // Little space: what has been taken before is used up first.
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

function markOf({ generation, end }: Place): string {
  return `${generation}:${end}`
}

function headerOf(generation: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  header.set(MAGIC)
  const view = new DataView(header.buffer)
  view.setUint32(8, generation, true)
  view.setUint32(12, crc32(header.subarray(0, 12)), true)
  return header
}

/** 0 when the file does not count. */
async function readGeneration(file: JournalFile): Promise<number> {
  const header = await file.read(0, HEADER_BYTES)
  if (header.length < HEADER_BYTES) return 0
  const generation = new DataView(header.buffer, header.byteOffset).getUint32(8, true)
  return headerOf(generation).every((byte, place) => byte === header[place]) ? generation : 0
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
