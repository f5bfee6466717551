import type { BillAssessment } from '../../domain/contributions/assessBill'
import type { BillLine } from '../../model/bill'
import type { Membership } from '../../model/membership'

/** The frozen line per worker: what the bill page, the statement and the letter's annex show. */
export function billLines(assessment: BillAssessment, workers: readonly Membership[]): BillLine[] {
  const byId = new Map(workers.map((worker) => [worker.id, worker]))
  return assessment.lines.map((line) => {
    const worker = byId.get(line.workerId)
    if (!worker) throw new Error(`No worker ${line.workerId}`)
    return {
      membershipId: worker.id,
      fullName: worker.fullName,
      wage: worker.wage,
      ...(line.jpBase > 0 && { jpBase: line.jpBase }),
      jkkEmployer: line.jkkEmployer,
      jkmEmployer: line.jkmEmployer,
      jhtEmployer: line.jhtEmployer,
      jhtWorker: line.jhtWorker,
      jpEmployer: line.jpEmployer,
      jpWorker: line.jpWorker,
      total: line.total,
    }
  })
}
