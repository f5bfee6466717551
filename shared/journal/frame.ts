import { crc32 } from './crc32'

/**
 * How records lie in a journal file, one after the other:
 *
 *     mark 0xA7 | version 1 | length u32 | crc32 of these six u32 | record | crc32 of it u32 | end 0x7E
 *
 * Numbers are little-endian. Behind the last record come zeros (space taken ahead) or the end of
 * the file. The end byte is written last, so a write that was cut lacks it, while a record that was
 * changed later has it.
 */
const MARK = 0xa7
const VERSION = 1
const END = 0x7e
const HEAD_BYTES = 10
const TAIL_BYTES = 5

/** Longer records are refused, and a longer length can only be damage. */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024

/** @throws RangeError for an empty record and one above MAX_RECORD_BYTES */
export function encodeFrame(record: Uint8Array): Uint8Array {
  if (record.length === 0 || record.length > MAX_RECORD_BYTES) {
    throw new RangeError(`a journal record of ${record.length} bytes`)
  }
  const frame = new Uint8Array(HEAD_BYTES + record.length + TAIL_BYTES)
  const view = new DataView(frame.buffer)
  frame[0] = MARK
  frame[1] = VERSION
  view.setUint32(2, record.length, true)
  view.setUint32(6, crc32(frame.subarray(0, 6)), true)
  frame.set(record, HEAD_BYTES)
  view.setUint32(HEAD_BYTES + record.length, crc32(record), true)
  frame[frame.length - 1] = END
  return frame
}

export interface Scan {
  /** Every record that is whole, in order. */
  readonly records: readonly Uint8Array[]
  /** Offset behind the last of them: the next one goes here. */
  readonly end: number
  /** Offset behind the last byte that is not zero: what lies between is to be wiped. */
  readonly used: number
  /**
   * `torn`: the last write did not end, as in a power cut; nobody was told that it was saved.
   * `damaged`: something else is wrong, and records may be missing.
   */
  readonly problem?: 'torn' | 'damaged'
}

/** Reads the records of a file from `start` on, also those behind a damaged place. */
export function scanFrames(bytes: Uint8Array, start = 0): Scan {
  const records: Uint8Array[] = []
  const used = Math.max(start, usedLength(bytes))
  let end = start
  let damaged = false
  for (let at = start; at < used;) {
    const record = findRecord(bytes, at)
    if (record) {
      damaged ||= at !== end
      records.push(record)
      at += HEAD_BYTES + record.length + TAIL_BYTES
      end = at
    } else {
      const next = bytes.indexOf(MARK, at + 1)
      at = next === -1 ? used : next
    }
  }
  if (damaged || (end < used && !isTorn(bytes, end, used))) {
    return { records, end, used, problem: 'damaged' }
  }
  return { records, end, used, ...(end < used && { problem: 'torn' }) }
}

/** Length without the zeros at the end. */
function usedLength(bytes: Uint8Array): number {
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length -= 1
  return length
}

function findRecord(bytes: Uint8Array, at: number): Uint8Array | undefined {
  const length = findLength(bytes, at)
  if (length === undefined) return undefined
  const behind = at + HEAD_BYTES + length
  if (behind + TAIL_BYTES > bytes.length || bytes[behind + 4] !== END) return undefined
  const record = bytes.subarray(at + HEAD_BYTES, behind)
  return crc32(record) === numberAt(bytes, behind) ? record : undefined
}

/** Length of the record whose head begins here, when the head is whole. */
function findLength(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== MARK || bytes[at + 1] !== VERSION || at + HEAD_BYTES > bytes.length) {
    return undefined
  }
  if (crc32(bytes.subarray(at, at + 6)) !== numberAt(bytes, at + 6)) return undefined
  const length = numberAt(bytes, at + 2)
  return length > 0 && length <= MAX_RECORD_BYTES ? length : undefined
}

/** Whether the rest looks like the beginning of one record whose writing was cut. */
function isTorn(bytes: Uint8Array, at: number, used: number): boolean {
  const length = findLength(bytes, at)
  if (length !== undefined) return used < at + HEAD_BYTES + length + TAIL_BYTES
  const begun = bytes.subarray(at, used)
  return begun.length < HEAD_BYTES && begun[0] === MARK && (begun[1] ?? VERSION) === VERSION
}

function numberAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
}
