import { finding, type Finding, type FindingDetail } from '../domain/findings'
import { normaliseEmail } from '../domain/identity/email'
import { normaliseFamilyCard } from '../domain/identity/familyCard'
import { normaliseKpj } from '../domain/identity/kpj'
import { normaliseNik } from '../domain/identity/nik'
import { normaliseNpwp } from '../domain/identity/npwp'
import { normalisePersonName } from '../domain/identity/personName'
import { normalisePhone } from '../domain/identity/phone'
import { normalisePostcode } from '../domain/identity/postcode'
import { workerFindings, type WorkerContext } from '../domain/registration/workerRules'
import type { ImportCell } from './importCell'
import type { RowFinding } from './importFindings'
import type { ColumnMatch, SippColumn } from './sippColumns'
import { FIELD_COLUMN, readDraft, type WorkerDraft } from './sippDraft'
import { WorkerInput } from './workerInput'

/** What a list is checked against, besides the rules for workers. */
export interface ImportContext extends WorkerContext {
  /** NIKs of the workers that the employer already has. */
  readonly knownNiks?: ReadonlySet<string> | undefined
}

export interface ParsedRow {
  /** The worker, normalised as it is stored; absent when any finding is an error. */
  readonly row: WorkerInput | undefined
  /** In the order of the columns of the file. */
  readonly findings: readonly RowFinding[]
  /** The cells as given, for the grid and the returned file. */
  readonly cells: readonly ImportCell[]
}

/**
 * Understands and judges one row of a company's list (SIPP bulk layout, form F1a). Formulas are
 * never evaluated, identity numbers never pass through a number, and the rules are the same as
 * for a worker typed into the form. Repetitions inside the file are found by `checkRows`.
 */
export function parseSippRow(
  cells: readonly ImportCell[],
  columns: readonly ColumnMatch[],
  ctx: ImportContext,
): ParsedRow {
  const { draft, findings: unreadable } = readDraft(cells, columns)
  const findings = [...unreadable]
  const place = (field: keyof WorkerDraft) => placeOf(field, columns)
  // "Missing" about a cell that could not be read would only repeat it in other words.
  const damaged = new Set<SippColumn>(unreadable.map((one) => one.column))
  for (const { code, severity, field, detail } of judge(draft, ctx)) {
    if (!isField(field) || damaged.has(place(field).column)) continue
    findings.push({ code, severity, ...place(field), ...(detail !== undefined && { detail }) })
  }
  if (draft.nik !== undefined && ctx.knownNiks?.has(normaliseNik(draft.nik)) === true)
    findings.push({ code: 'NIK_ALREADY_AT_EMPLOYER', severity: 'ERROR', ...place('nik') })
  const built = findings.some(isError) ? undefined : buildWorker(draft)
  for (const { field, code, detail } of built?.problems ?? [])
    findings.push({ code, severity: 'ERROR', ...place(field), detail })
  return { row: built?.row, findings: findings.sort(byColumn), cells }
}

function judge(draft: WorkerDraft, ctx: ImportContext): Finding[] {
  const found = workerFindings(draft, ctx)
  // The form lets a foreigner go without NIK (it asks for passport and permit); a list cannot.
  return draft.nik === undefined && !found.some((one) => one.field === 'nik')
    ? [...found, finding('REQUIRED', 'nik')]
    : found
}

interface FieldProblem {
  readonly field: keyof WorkerDraft
  readonly code: 'TEXT_LENGTH' | 'UNREADABLE_CELL'
  readonly detail: FindingDetail
}

/**
 * The values as they are stored. Texts longer than their field are reported, never cut; whatever
 * else the entity would refuse makes this row bad and leaves all others alone.
 */
function buildWorker(draft: WorkerDraft): {
  row: WorkerInput | undefined
  problems: readonly FieldProblem[]
} {
  const result = WorkerInput.safeParse({ person: personOf(draft), terms: termsOf(draft) })
  if (result.success) {
    const { person, terms } = result.data
    return { row: { person: withoutAbsent(person), terms: withoutAbsent(terms) }, problems: [] }
  }
  const problems = result.error.issues.map((issue): FieldProblem => {
    const last = issue.path.at(-1)
    const field = isField(last) ? last : 'nik'
    return issue.code === 'too_big' && issue.origin === 'string'
      ? { field, code: 'TEXT_LENGTH', detail: { max: Number(issue.maximum) } }
      : {
          field,
          code: 'UNREADABLE_CELL',
          detail: { value: String(draft[field] ?? '').slice(0, 60) },
        }
  })
  return { row: undefined, problems }
}

function personOf(draft: WorkerDraft) {
  const { nik, kkNumber, npwp, kpj, fullName, motherName, mobile, email, postcode } = draft
  return {
    nik: apply(nik, normaliseNik),
    kkNumber: apply(kkNumber, normaliseFamilyCard),
    npwp: apply(npwp, normaliseNpwp),
    kpj: apply(kpj, normaliseKpj),
    fullName: apply(fullName, normalisePersonName),
    title: draft.title,
    birthPlace: draft.birthPlace,
    birthDate: draft.birthDate,
    sex: draft.sex,
    married: draft.married,
    bloodType: draft.bloodType,
    motherName: apply(motherName, normalisePersonName),
    nationality: draft.nationality,
    address: draft.address,
    postcode: apply(postcode, normalisePostcode),
    mobile: apply(mobile, normalisePhone),
    email: apply(email, normaliseEmail),
  }
}

function termsOf(draft: WorkerDraft) {
  const { employeeNo, workLocationCode, employmentStatus, startDate, wage, backPay } = draft
  return {
    employeeNo,
    workLocationCode,
    employmentStatus,
    startDate,
    contractEndDate: draft.contractEndDate,
    wage,
    backPay,
  }
}

/** Without keys that hold nothing, so that a worker stays the same through JSON. */
function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}

function apply(text: string | undefined, change: (text: string) => string): string | undefined {
  return text === undefined ? undefined : change(text)
}

/** Where a finding about a field is shown: its column, or that of the older name columns. */
function placeOf(field: keyof WorkerDraft, columns: readonly ColumnMatch[]) {
  const at = (column: SippColumn) => columns.find((match) => match.column === column)?.index
  const usual = FIELD_COLUMN[field]
  const column =
    field === 'fullName' && at(usual) === undefined && at('NAMA_DEPAN') !== undefined
      ? 'NAMA_DEPAN'
      : usual
  return { column, columnIndex: at(column) }
}

function isField(field: unknown): field is keyof WorkerDraft {
  return typeof field === 'string' && Object.hasOwn(FIELD_COLUMN, field)
}

function isError(one: RowFinding): boolean {
  return one.severity === 'ERROR'
}

function byColumn(a: RowFinding, b: RowFinding): number {
  return (a.columnIndex ?? MISSING) - (b.columnIndex ?? MISSING)
}

/** Columns that the file does not have come last. */
const MISSING = 1_000_000
