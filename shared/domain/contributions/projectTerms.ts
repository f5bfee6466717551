import type { LocalDate } from '../calendar/localDate'
import type { Ppm, Rupiah } from '../money'
import type { TraceStep } from './trace'

/** One term (termin) of a project's plan: its part of the whole and when it falls due. */
export interface ProjectTerm {
  /** Part of the total; all terms together make 1,000,000. */
  sharePpm: Ppm
  dueDate: LocalDate
}

export interface TermAmount extends ProjectTerm {
  no: number
  jkk: Rupiah
  jkm: Rupiah
  total: Rupiah
}

/**
 * A project's contribution in terms: each term is cut down to whole rupiah per programme, the
 * remainder goes to the last one, so that the terms make exactly the total.
 * @throws RangeError without terms, when the parts do not make 100 %, or dates run backwards
 */
export function planTerms(
  assessed: { jkk: Rupiah; jkm: Rupiah },
  terms: readonly ProjectTerm[],
): { terms: TermAmount[]; trace: TraceStep[] } {
  const whole = terms.reduce((sum, term) => sum + term.sharePpm, 0)
  if (terms.length === 0 || whole !== 1_000_000) {
    throw new RangeError(`the terms make ${whole} ppm, not 1,000,000`)
  }
  if (terms.some((term) => !Number.isInteger(term.sharePpm) || term.sharePpm <= 0)) {
    throw new RangeError('every term needs a part of its own')
  }
  if (terms.some((term, i) => i > 0 && term.dueDate < (terms[i - 1]?.dueDate ?? ''))) {
    throw new RangeError('the terms are not in the order of their dates')
  }
  const jkk = split(assessed.jkk, terms)
  const jkm = split(assessed.jkm, terms)
  const planned = terms.map((term, i) => {
    const amounts = { jkk: jkk[i] ?? 0, jkm: jkm[i] ?? 0 }
    return { no: i + 1, ...term, ...amounts, total: amounts.jkk + amounts.jkm }
  })
  return {
    terms: planned,
    trace: planned.map((term) => ({
      step: 'INSTALMENT',
      inputs: { no: term.no, of: planned.length, jkk: term.jkk, jkm: term.jkm },
      ruleId: 'DESIGN-TERMS',
      source: 'design: terms are cut down to whole rupiah, the last takes the remainder',
      ppm: term.sharePpm,
      amount: term.total,
      rounding: 'DOWN',
    })),
  }
}

/** A project takes part once the first term (or everything) is paid; before it is being registered. */
export function projectStatus(terms: readonly TermAmount[], paid: Rupiah): 'MENDAFTAR' | 'PESERTA' {
  const first = terms[0]
  return first !== undefined && paid >= first.total && paid > 0 ? 'PESERTA' : 'MENDAFTAR'
}

function split(total: Rupiah, terms: readonly ProjectTerm[]): Rupiah[] {
  let left = total
  return terms.map((term, i) => {
    const amount =
      i === terms.length - 1 ? left : Number((BigInt(total) * BigInt(term.sharePpm)) / 1_000_000n)
    left -= amount
    return amount
  })
}
