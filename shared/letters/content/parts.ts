import { formatDateLong } from '../../domain/calendar/localDate'
import { formatPaymentCode } from '../../domain/codes/paymentCode'
import { formatRupiah } from '../../domain/money'
import type { Block, CodePanel, Inline, LetterDocument } from '../blocks'
import type { Addressee, ContactPerson, Letterhead, PrintedPaymentCode } from '../types'

/** Pieces that every kind of letter shares. */

export function headOf(letterhead: Letterhead): LetterDocument['head'] {
  const names = [letterhead.organisation, letterhead.office].filter((line) => line !== undefined)
  const plain = [letterhead.address, letterhead.contact].filter((line) => line !== undefined)
  return {
    lines: [
      ...names.map((text) => ({ text, weight: 'name' as const })),
      ...plain.map((text) => ({ text, weight: 'plain' as const })),
    ],
    notice: letterhead.notice,
  }
}

/** Undefined for the original; "SALINAN ke-2" for the first reprint. */
export function copyMark(copyNumber: number | undefined): string | undefined {
  return copyNumber !== undefined && copyNumber > 1 ? `SALINAN ke-${copyNumber}` : undefined
}

export function identityLine(addressee: Addressee): string {
  if (addressee.other) return `${addressee.other.label} ${addressee.other.identity}`
  return `NPP ${addressee.npp ?? '(belum terbit)'} / Divisi ${addressee.division ?? '-'}`
}

export function codePanel(code: PrintedPaymentCode): Block {
  const panel: CodePanel = {
    label: 'Kode bayar',
    shown: shownCode(code.code),
    machine: code.code,
    lines: [
      { label: 'Jumlah', value: formatRupiah(code.amount) },
      { label: 'Berlaku s.d.', value: formatDateLong(code.validUntil) },
    ],
    warning: code.provisional ? `SEMENTARA. ${PROVISIONAL}` : undefined,
  }
  return { kind: 'code', panel }
}

/** Said wherever a code appears that no server has confirmed. */
export const PROVISIONAL = 'Kode aktif setelah terkirim ke server.'

/** Our own codes in groups of four, foreign ones as they were typed. */
export function shownCode(code: string): string {
  return /^\d{12}$/.test(code) ? formatPaymentCode(code) : code
}

/** Keeps words on one line: dates, codes and telephone numbers are not torn apart. */
export function glue(text: string): string {
  return text.replaceAll(' ', '\u00a0')
}

export function contactSentence(contact: ContactPerson): Inline[] {
  const role = contact.role ? ` (${contact.role})` : ''
  const phone = contact.phone ? `, telepon\u00a0${glue(contact.phone)}` : ''
  const hours = contact.hours ? `, pada hari kerja ${contact.hours}` : ''
  return [`Pertanyaan dapat disampaikan kepada ${contact.name}${role}${phone}${hours}.`]
}

/** `20 000` → `2%`, `2 400` → `0,24%`: ppm as Indonesian letters write a rate. */
export function formatRate(ppm: number): string {
  const whole = Math.trunc(ppm / 10_000)
  const decimals = String(ppm % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${whole}${decimals === '' ? '' : `,${decimals}`}%`
}
