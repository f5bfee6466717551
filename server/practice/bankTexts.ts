import type { RuleViolation } from '#shared/commands/ruleCodes'
import { formatDateLong } from '#shared/domain/calendar/localDate'

/** What the practice bank says when it cannot take the money. */
export function bankRefusal({ code, detail }: RuleViolation): string {
  switch (code) {
    case 'CODE_NOT_FOUND':
      return 'Kode bayar tidak ditemukan. Periksa lagi dua belas angkanya, dan pastikan perangkat yang menerbitkannya sudah tersambung.'
    case 'CODE_PAID':
      return `Kode bayar ini sudah lunas${dated(detail['paidOn'], ' pada tanggal ')}. Uang tidak diterima dua kali.`
    case 'CODE_CANCELLED':
      return 'Kode bayar ini sudah dibatalkan. Minta kode baru kepada petugas.'
    case 'CODE_EXPIRED':
      return `Kode bayar ini sudah tidak berlaku${dated(detail['validUntil'], ' sejak lewat tanggal ')}. Minta kode baru kepada petugas.`
    case 'WRONG_AMOUNT':
      return `Jumlah harus tepat ${rupiah(Number(detail['expected']))}.`
    case 'BAD_ARGUMENTS':
      return 'Isian tidak dapat diterima. Tanggal tidak boleh di masa depan.'
    default:
      return 'Pembayaran ditolak.'
  }
}

/** `Rp1.250.000` */
export function rupiah(amount: number): string {
  return `Rp${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')}`
}

function dated(value: unknown, before: string): string {
  return typeof value === 'string' ? `${before}${formatDateLong(value)}` : ''
}
