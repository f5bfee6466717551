/** `2026-07-20T01:02:03.000Z` → `D:20260720010203+00'00'`. @throws Error for anything but UTC ISO */
export function pdfDate(instant: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?Z$/.exec(instant)
  if (!match) throw new Error(`Not a UTC instant: ${instant}`)
  return `D:${match.slice(1, 7).join('')}+00'00'`
}

/**
 * 32 hexadecimal digits from the content: a file id tells files apart, it protects nothing, so a plain
 * mixing function does. (The integrity of an approved letter is a SHA-256 over the bytes, elsewhere.)
 */
export function fileIdOf(content: string): string {
  const lanes = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]
  for (let at = 0; at < content.length; at++) {
    const code = content.charCodeAt(at)
    for (let lane = 0; lane < 4; lane++) {
      lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ (code + lane), 0x01000193 + 2 * lane)
    }
  }
  return lanes
    .map((value) => ((value ^ (value >>> 15)) >>> 0).toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase()
}

/**
 * Blanks the opening zoom that jsPDF always writes. It is harmless, but a file without any
 * `/OpenAction` is one that mail filters and auditors need not look into. The length stays, so the
 * cross-reference table stays right.
 */
export function withoutOpenAction(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = lastIndexOf(bytes, '/OpenAction [')
  if (start < 0) return bytes
  const end = bytes.indexOf(0x5d, start)
  bytes.fill(0x20, start, end + 1)
  return bytes
}

function lastIndexOf(bytes: Uint8Array, text: string): number {
  for (let at = bytes.length - text.length; at >= 0; at--) {
    let matched = 0
    while (matched < text.length && bytes[at + matched] === text.charCodeAt(matched)) matched++
    if (matched === text.length) return at
  }
  return -1
}
