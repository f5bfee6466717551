import type { LocalDate } from '../domain/calendar/localDate'
import type { Sex } from '../domain/programmes'
import type { EmploymentStatus } from '../model/membership'
import { EMPTY_CELL, type ImportCell } from './importCell'
import type { ImportFindingCode, RowFinding } from './importFindings'
import { REASON_COLUMN, type ColumnMatch, type SippColumn } from './sippColumns'
import {
  readChoice,
  readDate,
  readIdentityNumber,
  readRupiah,
  readText,
  type Reading,
} from './sippValues'

/** What a row says, understood cell by cell but not yet judged. Absent: blank or unreadable. */
export interface WorkerDraft {
  nik?: string | undefined
  kkNumber?: string | undefined
  kpj?: string | undefined
  npwp?: string | undefined
  fullName?: string | undefined
  title?: string | undefined
  birthPlace?: string | undefined
  birthDate?: LocalDate | undefined
  sex?: Sex | undefined
  married?: boolean | undefined
  bloodType?: 'A' | 'B' | 'AB' | 'O' | undefined
  motherName?: string | undefined
  nationality: 'WNI' | 'WNA'
  address?: string | undefined
  postcode?: string | undefined
  mobile?: string | undefined
  email?: string | undefined
  employeeNo?: string | undefined
  workLocationCode?: string | undefined
  employmentStatus?: EmploymentStatus | undefined
  startDate?: LocalDate | undefined
  contractEndDate?: LocalDate | undefined
  wage?: number | undefined
  backPay?: number | undefined
}

/** The column a field is read from: where a finding about the field is shown. */
export const FIELD_COLUMN: Readonly<Record<keyof WorkerDraft, SippColumn>> = {
  nik: 'NO_IDENTITAS',
  kkNumber: 'NO_KK',
  kpj: 'KPJ',
  npwp: 'NPWP',
  fullName: 'NAMA_LENGKAP',
  title: 'GELAR',
  birthPlace: 'TEMPAT_LAHIR',
  birthDate: 'TANGGAL_LAHIR',
  sex: 'JENIS_KELAMIN',
  married: 'STATUS_KAWIN',
  bloodType: 'GOLONGAN_DARAH',
  motherName: 'NAMA_IBU_KANDUNG',
  nationality: 'KODE_NEGARA',
  address: 'ALAMAT',
  postcode: 'KODE_POS',
  mobile: 'HP',
  email: 'EMAIL',
  employeeNo: 'NO_PEGAWAI',
  workLocationCode: 'LOKASI_PEKERJAAN',
  employmentStatus: 'STATUS_PEGAWAI',
  startDate: 'TGL_AWAL_BEKERJA',
  contractEndDate: 'TGL_AKHIR_KONTRAK',
  wage: 'UPAH',
  backPay: 'RAPEL',
}

/** Understands each cell of a row by itself. Findings are all errors and name their column. */
export function readDraft(
  cells: readonly ImportCell[],
  columns: readonly ColumnMatch[],
): { draft: WorkerDraft; findings: RowFinding[] } {
  const places = new Map(columns.map((match) => [match.column, match.index]))
  const findings: RowFinding[] = []
  const report = (column: SippColumn, code: ImportFindingCode) => {
    const columnIndex = places.get(column)
    const cell = columnIndex === undefined ? undefined : cells[columnIndex]
    const value = QUOTED.has(code) ? { detail: { value: (cell?.text ?? '').slice(0, 60) } } : {}
    findings.push({ code, severity: 'ERROR', column, columnIndex, ...value })
  }
  // Also in columns that are not imported: a row goes in as a whole or comes back as a whole.
  for (const { column, index } of columns) {
    if (column === undefined || column === REASON_COLUMN) continue
    const kind = cells[index]?.kind
    if (kind === 'formula') report(column, 'FORMULA_CELL')
    if (kind === 'error') report(column, 'UNREADABLE_CELL')
  }
  /** A column's value. Formulas and errors have been reported above. */
  const take = <T>(column: SippColumn, read: (cell: ImportCell) => Reading<T>): T | undefined => {
    const index = places.get(column)
    const cell = index === undefined ? EMPTY_CELL : (cells[index] ?? EMPTY_CELL)
    if (cell.kind === 'formula' || cell.kind === 'error') return undefined
    const { value, problem } = read(cell)
    if (problem !== undefined) report(column, problem)
    return value
  }
  const identityKind = take('JENIS_IDENTITAS', readText)?.toUpperCase()
  if (identityKind !== undefined && !NIK_DOCUMENTS.has(identityKind))
    report('JENIS_IDENTITAS', 'IDENTITY_KIND_UNSUPPORTED')
  const country = take('KODE_NEGARA', readNationality) ?? take('NATIONALITY', readNationality)
  const draft: WorkerDraft = {
    nik: take('NO_IDENTITAS', (cell) => readIdentityNumber(cell, 16)),
    kkNumber: take('NO_KK', (cell) => readIdentityNumber(cell, 16)),
    kpj: take('KPJ', (cell) => readIdentityNumber(cell, 11)),
    npwp: take('NPWP', (cell) => readIdentityNumber(cell, 15)),
    fullName: take('NAMA_LENGKAP', readText) ?? joinedName(take),
    title: take('GELAR', readText),
    birthPlace: take('TEMPAT_LAHIR', readText),
    birthDate: take('TANGGAL_LAHIR', readDate),
    sex: take('JENIS_KELAMIN', (cell) => readChoice(cell, SEXES)),
    married: take('STATUS_KAWIN', (cell) => readChoice(cell, MARITAL)),
    bloodType: take('GOLONGAN_DARAH', (cell) => readChoice(cell, BLOOD_TYPES)) ?? undefined,
    motherName: take('NAMA_IBU_KANDUNG', readText),
    nationality: country ?? 'WNI',
    address: take('ALAMAT', readText),
    postcode: take('KODE_POS', readText),
    mobile: take('HP', readText),
    email: take('EMAIL', readText),
    employeeNo: take('NO_PEGAWAI', readText),
    workLocationCode: take('LOKASI_PEKERJAAN', readText),
    employmentStatus: take('STATUS_PEGAWAI', (cell) => readChoice(cell, EMPLOYMENT)),
    startDate: take('TGL_AWAL_BEKERJA', readDate),
    contractEndDate: take('TGL_AKHIR_KONTRAK', readDate),
    wage: take('UPAH', readRupiah),
    backPay: take('RAPEL', readRupiah),
  }
  return { draft, findings }
}

type Take = <T>(column: SippColumn, read: (cell: ImportCell) => Reading<T>) => T | undefined

/** Older templates split the name into three columns. */
function joinedName(take: Take): string | undefined {
  const parts = (['NAMA_DEPAN', 'NAMA_TENGAH', 'NAMA_BELAKANG'] as const).map((column) =>
    take(column, readText),
  )
  const name = parts.filter((part) => part !== undefined).join(' ')
  return name === '' ? undefined : name
}

function readNationality(cell: ImportCell): Reading<'WNI' | 'WNA'> {
  const { value, problem } = readText(cell)
  if (problem !== undefined) return { problem }
  if (value === undefined) return {}
  const text = value.toUpperCase()
  if (INDONESIA.has(text)) return { value: 'WNI' }
  return text === 'WNA' || /^[A-Z]{2,3}$/.test(text)
    ? { value: 'WNA' }
    : { problem: 'UNKNOWN_CHOICE' }
}

const QUOTED: ReadonlySet<ImportFindingCode> = new Set([
  'UNREADABLE_CELL',
  'DATE_UNREADABLE',
  'MONEY_UNREADABLE',
  'MONEY_DECIMAL',
  'MONEY_NEGATIVE',
  'UNKNOWN_CHOICE',
  'IDENTITY_KIND_UNSUPPORTED',
])

const INDONESIA: ReadonlySet<string> = new Set(['ID', 'IDN', 'INDONESIA', 'WNI'])
/** Documents that carry a NIK; a passport number needs the form with its permit fields. */
const NIK_DOCUMENTS: ReadonlySet<string> = new Set(['KTP', 'E-KTP', 'EKTP', 'KTP-EL', 'NIK'])

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['L', 'M'],
  ['LAKI-LAKI', 'M'],
  ['P', 'F'],
  ['PEREMPUAN', 'F'],
])

const MARITAL: ReadonlyMap<string, boolean> = new Map([
  ['Y', true],
  ['KAWIN', true],
  ['T', false],
  ['BELUM KAWIN', false],
  ['TIDAK KAWIN', false],
])

const BLOOD_TYPES: ReadonlyMap<string, 'A' | 'B' | 'AB' | 'O' | null> = new Map([
  ['A', 'A'],
  ['B', 'B'],
  ['AB', 'AB'],
  ['O', 'O'],
  ['-', null],
])

const EMPLOYMENT: ReadonlyMap<string, EmploymentStatus> = new Map([
  ['PKWTT', 'PKWTT'],
  ['TETAP', 'PKWTT'],
  ['PKWT', 'PKWT'],
  ['KONTRAK', 'PKWT'],
  ['HARIAN', 'HARIAN'],
  ['BORONGAN', 'BORONGAN'],
])
