import type { Payer } from '#shared/commands/payers/payer'
import { formatDateLong } from '#shared/domain/calendar/localDate'
import { formatPeriod } from '#shared/domain/calendar/period'
import type { TraceStep } from '#shared/domain/contributions/trace'
import { formatRupiah } from '#shared/domain/money'
import { formatRate } from '#shared/letters/content/parts'
import type {
  Addressee,
  StatementBill,
  StatementProgrammeLine,
  StatementStep,
} from '#shared/letters/types'
import type { Bill } from '#shared/model/bill'
import type { BillBasis } from '#shared/model/billBasis'
import { stepFormula, stepSentence } from '../../components/explain/stepSentence'
import { sayOnPaper } from '../../i18n/paperTexts'

type OtherPayer = Exclude<Payer, { kind: 'EMPLOYER' }>

/** Where the paper of a self-employed member or of a project goes. */
export function addressOf(payer: OtherPayer): Pick<Addressee, 'address' | 'city'> {
  return payer.kind === 'BPU'
    ? // As on the identity card: the place stands in it.
      { address: payer.row.address, city: '' }
    : { address: payer.row.contractorAddress, city: payer.row.contractorCity }
}

/** How the paper names them: never by the NIK, since paper travels. */
export function identityOf(payer: OtherPayer): NonNullable<Addressee['other']> {
  return payer.kind === 'BPU'
    ? { role: 'Peserta BPU', label: 'Pekerjaan', identity: payer.row.occupation }
    : {
        role: 'Proyek',
        label: 'Kontrak',
        identity: `${payer.row.contractNo}, ${payer.row.contractorName}`,
      }
}

/**
 * What a bill outside PU is, what it was computed from, and how: the steps of the screen.
 * @param trace of the bill, see `traceOfBasis`
 */
export function aboutBasis(
  bill: Bill,
  basis: BillBasis,
  trace: readonly TraceStep[],
): NonNullable<StatementBill['other']> {
  return { ...nameOf(bill, basis), steps: stepsOf(trace) }
}

/** All but the bill's total, which stands in the table above them. */
function stepsOf(trace: readonly TraceStep[]): StatementStep[] {
  return trace.slice(0, -1).map((step) => {
    const formula = stepFormula(sayOnPaper, step, trace)
    return {
      text: stepSentence(sayOnPaper, step),
      ...(formula !== undefined && { formula }),
      ...(step.amount !== undefined && { amount: step.amount }),
    }
  })
}

function nameOf(bill: Bill, basis: BillBasis): { name: string; about: string } {
  const month = formatPeriod(bill.period)
  if (basis.segment === 'BPU') {
    const income = formatRupiah(basis.monthlyIncome)
    return { name: `Bulan iuran ${month}`, about: `Penghasilan sebulan yang dilaporkan ${income}.` }
  }
  if (basis.method === 'WAGE') {
    const wages = formatRupiah(basis.wages)
    return {
      name: `Bulan iuran ${month}`,
      about: `${bill.workerCount} pekerja, jumlah upah ${wages}.`,
    }
  }
  const { termNo, terms, value, includesVat, contractDate } = basis
  const share = formatRate(terms[termNo - 1]?.sharePpm ?? 0)
  const vat = includesVat ? 'termasuk PPN' : 'tanpa PPN'
  return {
    name: terms.length === 1 ? `Iuran proyek, ${month}` : `Termin ${termNo} dari ${terms.length}`,
    about: `Nilai kontrak ${formatRupiah(value)} (${vat}) tanggal ${formatDateLong(contractDate)}, bagian ${share}.`,
  }
}

/** One line per programme: the frozen amounts, with the regulation of the step they come from. */
export function basisLines(bill: Bill, trace: readonly TraceStep[]): StatementProgrammeLine[] {
  const isBpu = bill.segment === 'BPU'
  return bill.programmes.map((programme) => ({
    programme,
    payer: isBpu ? 'WORKER' : 'EMPLOYER',
    payerName: isBpu ? 'Peserta' : 'Pelaksana proyek',
    amount: bill.byProgramme[programme]?.total ?? 0,
    regulation:
      trace.find((one) => one.step === 'CONTRIBUTION' && one.programme === programme)?.source ??
      '-',
  }))
}
