import { SIPP_HEADER, type SippColumn } from '#shared/registration/sippColumns'

/** A faultless invented worker by column; `n` makes the numbers unique. */
export function goodRow(
  n: number,
  changes: Partial<Record<string, string>> = {},
): Map<string, string> {
  const serial = String(n).padStart(4, '0')
  const values: Partial<Record<SippColumn, string>> = {
    NO_PEGAWAI: `P${serial}`,
    NAMA_LENGKAP: 'Sekar Embunpagi',
    HP: `08120000${serial}`,
    TEMPAT_LAHIR: 'Mojokerto',
    TANGGAL_LAHIR: '12-05-1990',
    NAMA_IBU_KANDUNG: 'Ratih Lautbiru',
    JENIS_IDENTITAS: 'KTP',
    NO_IDENTITAS: `351699520590${serial}`,
    JENIS_KELAMIN: 'P',
    STATUS_KAWIN: 'T',
    KODE_NEGARA: 'ID',
    UPAH: '4500000',
    ALAMAT: 'Jl. Contoh No. 1',
    KODE_POS: '61361',
    LOKASI_PEKERJAAN: '3516',
    STATUS_PEGAWAI: 'PKWTT',
    TGL_AWAL_BEKERJA: '01-11-2026',
  }
  return new Map(Object.entries({ ...values, ...changes }) as [string, string][])
}

/** Rows of texts in a given order of columns, header first. */
export function tableOf(
  rows: readonly Map<string, string>[],
  header: readonly string[] = SIPP_HEADER,
): string[][] {
  return [[...header], ...rows.map((row) => header.map((column) => row.get(column) ?? ''))]
}

export const TODAY = '2026-11-22'
