import { Inflate } from 'fflate'
import { ImportProblem } from '#shared/registration/importProblem'
import { IMPORT_LIMITS } from './limits'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  readonly inflatedBytes: number
  readonly offset: number
}

export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** Whole text of a small part. @throws ImportProblem when it is larger than `limit` bytes. */
  readText(entry: ZipEntry, limit: number): string
  /**
   * Inflates a part piece by piece; `take` says `false` to stop early, which is how a sheet of
   * 100,000 rows is refused without reading it.
   */
  stream(entry: ZipEntry, limit: number, take: (chunk: Uint8Array) => boolean): void
}

/**
 * Reads the archive's directory only and refuses what cannot be an honest spreadsheet before
 * anything is inflated: too many parts, an announced size or growth no worksheet has.
 * Announced sizes may lie, so `stream` counts what really comes out as well.
 *
 * @throws ImportProblem CORRUPT_FILE, PASSWORD_PROTECTED or SUSPICIOUS_ARCHIVE
 */
export function openZip(bytes: Uint8Array): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(view, bytes)
  const stream: ZipArchive['stream'] = (entry, limit, take) => {
    const packed = packedBytes(view, bytes, entry)
    let total = 0
    let going = true
    const deliver = (chunk: Uint8Array) => {
      if (!going || chunk.length === 0) return
      total += chunk.length
      if (total > limit) throw new ImportProblem('SUSPICIOUS_ARCHIVE', { part: entry.name })
      going = take(chunk)
    }
    inflate(entry, packed, deliver, () => going)
  }
  return {
    entries,
    stream,
    readText(entry, limit) {
      const decoder = new TextDecoder()
      let text = ''
      stream(entry, limit, (chunk) => {
        text += decoder.decode(chunk, { stream: true })
        return true
      })
      return text + decoder.decode()
    },
  }
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const STORED = 0
const DEFLATED = 8
const IN_ZIP64 = 0xffffffff
// Deflate grows at most about 1,032 times, so one piece never makes more than 17 MB.
const PIECE_BYTES = 16 * 1024

function readDirectory(view: DataView, bytes: Uint8Array): Map<string, ZipEntry> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > IMPORT_LIMITS.zipEntries)
    throw new ImportProblem('SUSPICIOUS_ARCHIVE', { parts: count })
  const entries = new Map<string, ZipEntry>()
  let announced = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw corrupt()
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > view.byteLength) throw corrupt()
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new ImportProblem('PASSWORD_PROTECTED')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const entry: ZipEntry = {
      name,
      method: view.getUint16(at + 10, true),
      ...realSizes(view, at, at + 46 + nameLength, extraLength),
    }
    if (entries.has(name)) throw new ImportProblem('SUSPICIOUS_ARCHIVE', { part: name })
    refuseBomb(entry)
    announced += entry.inflatedBytes
    entries.set(name, entry)
    at = next
  }
  if (announced > IMPORT_LIMITS.inflatedBytes)
    throw new ImportProblem('SUSPICIOUS_ARCHIVE', { megabytes: toMegabytes(announced) })
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - 22
  for (let at = last; at >= 0 && at > last - 65_536; at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  throw corrupt()
}

/** Some writers keep the sizes in the 64-bit extra field even of small files. */
function realSizes(view: DataView, at: number, extraStart: number, extraLength: number) {
  const sizes = {
    inflatedBytes: view.getUint32(at + 24, true),
    packedBytes: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  }
  for (let x = extraStart; x + 4 <= extraStart + extraLength;) {
    const length = view.getUint16(x + 2, true)
    if (view.getUint16(x, true) === 1) {
      let field = x + 4
      for (const key of ['inflatedBytes', 'packedBytes', 'offset'] as const) {
        if (sizes[key] !== IN_ZIP64 || field + 8 > x + 4 + length) continue
        if (field + 8 > view.byteLength) throw corrupt()
        sizes[key] = Number(view.getBigUint64(field, true))
        field += 8
      }
    }
    x += 4 + length
  }
  return sizes
}

function refuseBomb(entry: ZipEntry): void {
  if (entry.inflatedBytes < IMPORT_LIMITS.ratioFromBytes) return
  if (entry.inflatedBytes > entry.packedBytes * IMPORT_LIMITS.inflateRatio)
    throw new ImportProblem('SUSPICIOUS_ARCHIVE', {
      part: entry.name,
      megabytes: toMegabytes(entry.inflatedBytes),
    })
}

function packedBytes(view: DataView, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { offset } = entry
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_ENTRY) throw corrupt()
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + entry.packedBytes > view.byteLength) throw corrupt()
  return bytes.subarray(start, start + entry.packedBytes)
}

function inflate(
  entry: ZipEntry,
  packed: Uint8Array,
  deliver: (chunk: Uint8Array) => void,
  going: () => boolean,
): void {
  if (entry.method !== STORED && entry.method !== DEFLATED) throw corrupt()
  const inflater = entry.method === DEFLATED ? new Inflate(deliver) : undefined
  for (let at = 0; at < packed.length && going(); at += PIECE_BYTES) {
    const piece = packed.subarray(at, at + PIECE_BYTES)
    try {
      if (inflater === undefined) deliver(piece)
      else inflater.push(piece, at + PIECE_BYTES >= packed.length)
    } catch (error) {
      throw error instanceof ImportProblem ? error : corrupt()
    }
  }
}

function corrupt(): ImportProblem {
  return new ImportProblem('CORRUPT_FILE')
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}
