let lastMillis = 0
let sequence = 0

/**
 * A new id: UUID version 7 (RFC 9562). Ids of one page sort in the order in which they were made,
 * also within one millisecond and when the clock is set back.
 * @param now epoch milliseconds
 */
export function newId(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10))
  if (now > lastMillis) {
    lastMillis = now
    // Starts low, so that the 12 bits have room to count.
    sequence = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      lastMillis += 1
      sequence = 0
    }
  }
  const time = lastMillis.toString(16).padStart(12, '0')
  const order = sequence.toString(16).padStart(3, '0')
  const variant = (((random[2] ?? 0) & 0x3f) | 0x80).toString(16)
  const rest = [...random.subarray(3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`
}
