import { describe, expect, it } from 'vitest'
import { crc32 } from '#shared/journal/crc32'
import { encodeFrame, MAX_RECORD_BYTES, scanFrames } from '#shared/journal/frame'
import { Random } from '../../model/random'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))
const show = (records: readonly Uint8Array[]): string[] =>
  records.map((record) => new TextDecoder().decode(record))

const RECORDS = Array.from(
  { length: 16 },
  (_, place) => `{"n":${place},"${'x'.repeat(place * 11)}":1}`,
)
const FRAMES = RECORDS.map((record) => encodeFrame(text(record)))
const FILE = joined(FRAMES)
const ENDS = FRAMES.map((_, place) => joined(FRAMES.slice(0, place + 1)).length)

describe('records in a journal file', () => {
  it('[S-300] knows its checksum', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926)
  })

  it('[S-300] a file cut at every byte gives every whole record, and says that the last is torn', () => {
    for (const spare of [0, 4096]) {
      for (let cut = 0; cut <= FILE.length; cut += 1) {
        const file = new Uint8Array(cut + spare)
        file.set(FILE.subarray(0, cut))
        const scan = scanFrames(file)
        const whole = ENDS.filter((end) => end <= cut).length
        expect(show(scan.records)).toEqual(RECORDS.slice(0, whole))
        expect(scan.end).toBe(ENDS[whole - 1] ?? 0)
        expect(scan.problem).toBe(scan.end === cut ? undefined : 'torn')
      }
    }
  })

  it('[S-301] 10,000 changed bytes: an alarm, all other records, and never a wrong one', () => {
    const random = new Random(300)
    for (let round = 0; round < 10_000; round += 1) {
      const file = FILE.slice()
      const at = random.int(0, FILE.length - 1)
      file[at] = (file[at] ?? 0) ^ (1 + random.int(0, 254))
      const hit = ENDS.findIndex((end) => at < end)
      const scan = scanFrames(file)
      expect(show(scan.records)).toEqual(RECORDS.filter((_, place) => place !== hit))
      // The last byte of all is what tells a cut write from a changed record.
      if (at !== FILE.length - 1) expect(scan.problem).toBe('damaged')
    }
  })

  it('[S-301] zeroed and garbled blocks cost only the records in them', () => {
    const random = new Random(301)
    for (let round = 0; round < 1_000; round += 1) {
      const file = FILE.slice()
      const from = random.int(0, FILE.length - 300)
      const to = from + 1 + random.int(0, 255)
      for (let at = from; at < to; at += 1) file[at] = round % 2 === 0 ? 0 : random.int(0, 255)
      const untouched = RECORDS.filter(
        (_, place) => (ENDS[place] ?? 0) <= from || (ENDS[place - 1] ?? 0) >= to,
      )
      const scan = scanFrames(file)
      for (const record of show(scan.records)) expect(RECORDS).toContain(record)
      expect(show(scan.records)).toEqual(expect.arrayContaining(untouched))
    }
  })

  it('[S-300] refuses what it could not read back', () => {
    expect(() => encodeFrame(new Uint8Array())).toThrow(RangeError)
    expect(() => encodeFrame(new Uint8Array(MAX_RECORD_BYTES + 1))).toThrow(RangeError)
  })
})
