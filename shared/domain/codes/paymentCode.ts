import { z } from 'zod'
import type { Segment } from '../programmes'
import { hasLuhnCheckDigit, luhnCheckDigit } from './luhn'

/**
 * Twelve digits: segment 1, branch 3, serial 7, check digit 1. Short enough for every bank's
 * virtual accounts; text, because branches and serials have leading zeros.
 */
export const PaymentCode = z
  .string()
  .refine(isPaymentCode, 'a payment code has 12 digits with a valid check digit')
  .meta({ id: 'PaymentCode' })
export type PaymentCode = z.infer<typeof PaymentCode>

/** An official code typed in instead of ours; it wins on letters and messages. */
export const ExternalPaymentCode = z
  .string()
  .regex(/^[0-9A-Z]{8,20}$/, 'an outside code has 8 to 20 digits or capital letters')
export type ExternalPaymentCode = z.infer<typeof ExternalPaymentCode>

export type SegmentDigit = '1' | '2' | '3' | '4'

export interface PaymentCodeParts {
  segmentDigit: SegmentDigit
  segment: Segment
  branch: string
  serial: string
  checkDigit: string
}

/** The digit a segment's codes begin with. */
export const segmentDigits: Record<Segment, SegmentDigit> = {
  PU: '1',
  BPU: '2',
  JAKON: '3',
  PMI: '4',
}

/**
 * `{segmentDigit: '1', branch: '516', serial: '0000123'}` becomes `151600001235`.
 * @throws RangeError when a part has the wrong length or characters
 */
export function composePaymentCode(parts: {
  segmentDigit: string
  branch: string
  serial: string
}): PaymentCode {
  const { segmentDigit, branch, serial } = parts
  if (!/^[1-4]$/.test(segmentDigit)) throw new RangeError(`not a segment digit: ${segmentDigit}`)
  if (!/^\d{3}$/.test(branch)) throw new RangeError(`not a branch of 3 digits: ${branch}`)
  if (!/^\d{7}$/.test(serial)) throw new RangeError(`not a serial of 7 digits: ${serial}`)
  const payload = `${segmentDigit}${branch}${serial}`
  return `${payload}${luhnCheckDigit(payload)}`
}

/** The parts of a code as typed, with or without grouping; undefined when it is none. */
export function parsePaymentCode(text: string): PaymentCodeParts | undefined {
  const code = text.replace(/[\s.-]/g, '')
  if (!isPaymentCode(code)) return undefined
  const segment = segmentOf(code.slice(0, 1))
  if (segment === undefined) return undefined
  return {
    segmentDigit: segmentDigits[segment],
    segment,
    branch: code.slice(1, 4),
    serial: code.slice(4, 11),
    checkDigit: code.slice(11),
  }
}

/** True for exactly twelve digits, ungrouped, with a known segment and the right check digit. */
export function isPaymentCode(text: string): boolean {
  return /^[1-4]\d{11}$/.test(text) && hasLuhnCheckDigit(text)
}

/** `1516 0000 1235`, as shown and printed; text that is not twelve digits stays as it is. */
export function formatPaymentCode(code: string): string {
  return /^\d{12}$/.test(code) ? code.replace(/(\d{4})(?=\d)/g, '$1 ') : code
}

function segmentOf(digit: string): Segment | undefined {
  const segments: Segment[] = ['PU', 'BPU', 'JAKON', 'PMI']
  return segments.find((segment) => segmentDigits[segment] === digit)
}
