import { isBlank, type ImportCell } from './importCell'

/** The sheet that holds new workers in the SIPP bulk layout. */
export const SIPP_SHEET = 'data_tk_baru'

/** The column that a returned file carries in addition; ignored when such a file comes back. */
export const REASON_COLUMN = 'ALASAN' as const

/** Header order of the SIPP bulk layout for new workers, as the companies know it. */
export const SIPP_HEADER = [
  'NO_PEGAWAI',
  'NAMA_LENGKAP',
  'GELAR',
  'TELEPON_AREA_RUMAH',
  'TELEPON_RUMAH',
  'TELEPON_AREA_KANTOR',
  'TELEPON_KANTOR',
  'TELEPON_EXT_KANTOR',
  'HP',
  'EMAIL',
  'TEMPAT_LAHIR',
  'TANGGAL_LAHIR',
  'NAMA_IBU_KANDUNG',
  'JENIS_IDENTITAS',
  'NO_IDENTITAS',
  'MASA_LAKU_IDENTITAS',
  'JENIS_KELAMIN',
  'SURAT_MENYURAT_KE',
  'TANGGAL_KEPESERTAAN',
  'STATUS_KAWIN',
  'GOLONGAN_DARAH',
  'NPWP',
  'KODE_NEGARA',
  'UPAH',
  'ALAMAT',
  'KODE_POS',
  'LOKASI_PEKERJAAN',
  'STATUS_PEGAWAI',
  'TGL_AWAL_BEKERJA',
  'TGL_AKHIR_KONTRAK',
] as const

/** Columns that only some versions of the layout have. */
export const SIPP_EXTRA_COLUMNS = [
  'RAPEL',
  'NATIONALITY',
  'KPJ',
  'NO_KK',
  'NAMA_DEPAN',
  'NAMA_TENGAH',
  'NAMA_BELAKANG',
] as const

export type SippColumn = (typeof SIPP_HEADER)[number] | (typeof SIPP_EXTRA_COLUMNS)[number]

/** Without these no row can become a worker; `NAMA_DEPAN` may stand in for `NAMA_LENGKAP`. */
export const REQUIRED_COLUMNS: readonly SippColumn[] = [
  'NAMA_LENGKAP',
  'HP',
  'TEMPAT_LAHIR',
  'TANGGAL_LAHIR',
  'NAMA_IBU_KANDUNG',
  'NO_IDENTITAS',
  'JENIS_KELAMIN',
  'STATUS_KAWIN',
  'UPAH',
  'ALAMAT',
  'STATUS_PEGAWAI',
  'TGL_AWAL_BEKERJA',
]

/** Other spellings seen in older templates and in companies' own lists. */
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map<SippColumn, readonly string[]>([
  ['NO_PEGAWAI', ['NOMOR_PEGAWAI', 'NOMOR_INDUK_PEGAWAI', 'NIP']],
  ['NAMA_LENGKAP', ['NAMA', 'NAMA_TENAGA_KERJA']],
  ['HP', ['NO_HP', 'NOMOR_HP', 'HANDPHONE', 'NO_HANDPHONE']],
  ['EMAIL', ['E_MAIL', 'SUREL']],
  ['TANGGAL_LAHIR', ['TGL_LAHIR']],
  ['NAMA_IBU_KANDUNG', ['IBU_KANDUNG']],
  ['NO_IDENTITAS', ['NOMOR_IDENTITAS', 'NIK', 'NO_KTP', 'NOMOR_KTP']],
  ['JENIS_KELAMIN', ['KELAMIN']],
  ['STATUS_KAWIN', ['STATUS_PERKAWINAN']],
  ['NPWP', ['NO_NPWP', 'NOMOR_NPWP']],
  ['KODE_NEGARA', ['NEGARA']],
  ['NATIONALITY', ['KEWARGANEGARAAN']],
  ['KODE_POS', ['KODEPOS']],
  ['LOKASI_PEKERJAAN', ['KODE_LOKASI_PEKERJAAN']],
  ['STATUS_PEGAWAI', ['STATUS_KARYAWAN']],
  ['TGL_AWAL_BEKERJA', ['TANGGAL_AWAL_BEKERJA', 'TGL_MULAI_BEKERJA', 'TANGGAL_MULAI_BEKERJA']],
  ['TGL_AKHIR_KONTRAK', ['TANGGAL_AKHIR_KONTRAK']],
  ['KPJ', ['NO_KPJ', 'NOMOR_KPJ', 'NO_PESERTA']],
  ['NO_KK', ['NOMOR_KK', 'KK']],
])

/** One column of the file. `column` is absent when the layout does not know the header. */
export interface ColumnMatch {
  readonly index: number
  readonly header: string
  readonly column: SippColumn | typeof REASON_COLUMN | undefined
}

export interface ColumnMatches {
  /** Every column of the file in its order, known or not. */
  readonly columns: readonly ColumnMatch[]
  /** Required columns that the file does not have, by their SIPP name. */
  readonly missing: readonly SippColumn[]
  /** Headers that the layout does not know; kept for the returned file. */
  readonly unknown: readonly string[]
  /** Headers that name the same column a second time: which one counts would be a guess. */
  readonly repeated: readonly string[]
}

/**
 * Matches a header row to the SIPP layout by name, whatever the order, case, spaces, underscores
 * or marks such as `*`. The exact SIPP name wins over another spelling of the same column.
 */
export function matchColumns(headerRow: readonly ImportCell[]): ColumnMatches {
  const exact = new Set<string>()
  for (const cell of headerRow) {
    const name = headerKey(cell.text)
    if (CANONICAL.has(name)) exact.add(name)
  }
  const seen = new Set<string>()
  const repeated: string[] = []
  const columns = headerRow.map((cell, index): ColumnMatch => {
    const header = cell.text.trim()
    const name = headerKey(header)
    const column = BY_NAME.get(name)
    if (column === undefined) return { index, header, column: undefined }
    if (name !== headerKey(column) && exact.has(headerKey(column)))
      return { index, header, column: undefined }
    if (seen.has(column)) {
      repeated.push(header)
      return { index, header, column: undefined }
    }
    seen.add(column)
    return { index, header, column }
  })
  return {
    columns,
    missing: REQUIRED_COLUMNS.filter(
      (column) => !seen.has(column) && !(column === 'NAMA_LENGKAP' && seen.has('NAMA_DEPAN')),
    ),
    unknown: columns
      .filter((match) => match.column === undefined && match.header !== '')
      .map((match) => match.header),
    repeated,
  }
}

/** How many layout columns a row names: the header row is the one that names most. */
export function countKnownHeaders(row: readonly ImportCell[]): number {
  return new Set(
    row.filter((cell) => !isBlank(cell)).flatMap((cell) => BY_NAME.get(headerKey(cell.text)) ?? []),
  ).size
}

function headerKey(text: string): string {
  return text
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '')
}

// Maps and sets, not objects: a header named __proto__ must be just another unknown header.
const CANONICAL: ReadonlySet<string> = new Set(
  [...SIPP_HEADER, ...SIPP_EXTRA_COLUMNS, REASON_COLUMN].map(headerKey),
)

const BY_NAME: ReadonlyMap<string, SippColumn | typeof REASON_COLUMN> = new Map(
  [...SIPP_HEADER, ...SIPP_EXTRA_COLUMNS, REASON_COLUMN].flatMap(namesOf),
)

function namesOf(column: SippColumn | typeof REASON_COLUMN) {
  return [column, ...(ALIASES.get(column) ?? [])].map(
    (name): [string, SippColumn | typeof REASON_COLUMN] => [headerKey(name), column],
  )
}
