/** LevelDB's log format: https://github.com/google/leveldb/blob/main/doc/log_format.md */
const BLOCK = 32 * 1024
const HEADER = 7

/** A record lies whole in its block, or in pieces in several. */
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4] as const

/**
 * Where the incomplete end of a LevelDB log begins: a record that a kill has cut in two, or the
 * zeros that some file systems leave after a power cut.
 * @param log the bytes of a `*.log` or `MANIFEST-*` file
 * @returns `undefined` when the log ends with a whole record, and when it is damaged in another
 *   way, which is LevelDB's own affair
 */
export function findTornTail(log: Uint8Array): number | undefined {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  /** Begin of the record whose later pieces are still to come. */
  let begun: number | undefined
  let place = 0
  while (place < log.length) {
    const leftInBlock = BLOCK - (place % BLOCK)
    if (leftInBlock < HEADER) {
      place += leftInBlock
      continue
    }
    if (log.length - place < HEADER) return begun ?? place
    if (isZero(log, place)) return begun ?? place
    const length = view.getUint16(place + 4, true)
    const kind = view.getUint8(place + 6)
    const next = place + HEADER + length
    if (HEADER + length > leftInBlock || !follows(kind, begun !== undefined)) return undefined
    if (next > log.length) return begun ?? place
    if (kind === FIRST) begun = place
    if (kind === LAST) begun = undefined
    place = next
  }
  return begun
}

function follows(kind: number, isBegun: boolean): boolean {
  if (kind === FULL || kind === FIRST) return !isBegun
  return (kind === MIDDLE || kind === LAST) && isBegun
}

function isZero(log: Uint8Array, from: number): boolean {
  return log.subarray(from).every((byte) => byte === 0)
}
