import type { Payer } from '#shared/commands/payers/payer'
import { formatDateLong } from '#shared/domain/calendar/localDate'
import { formatPeriod } from '#shared/domain/calendar/period'
import type { TraceStep } from '#shared/domain/contributions/trace'
import { formatRupiah } from '#shared/domain/money'
import { formatRate } from '#shared/letters/content/parts'
import type { Addressee, StatementBill, StatementProgrammeLine } from '#shared/letters/types'
import type { Bill } from '#shared/model/bill'
import type { BillBasis } from '#shared/model/billBasis'

type OtherPayer = Exclude<Payer, { kind: 'EMPLOYER' }>

/** Where the paper of a self-employed member or of a project goes. */
export function addressOf(payer: OtherPayer): Pick<Addressee, 'address' | 'city'> {
  return payer.kind === 'BPU'
    ? { address: payer.row.address, city: payer.row.workLocation ?? '-' }
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

/** What a bill outside PU is, and what it was computed from. */
export function aboutBasis(bill: Bill, basis: BillBasis): NonNullable<StatementBill['other']> {
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
  return bill.programmes.map((programme) => {
    const step = trace.find((one) => one.step === 'CONTRIBUTION' && one.programme === programme)
    return {
      programme,
      payer: isBpu ? 'WORKER' : 'EMPLOYER',
      payerName: isBpu ? 'Peserta' : 'Pelaksana proyek',
      ...(isBpu && programme !== 'JKM' && step?.base !== undefined && { base: step.base }),
      amount: bill.byProgramme[programme]?.total ?? 0,
      regulation: step?.source ?? '-',
    }
  })
}
