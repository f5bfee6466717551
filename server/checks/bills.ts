import { sql } from 'kysely'
import { Bill } from '#shared/model/bill'
import type { SqlStorage } from '../storage/sqlStore'
import { readable, type CheckScope } from './scope'

const PAGE = 500

interface Counted {
  readonly branch_id: string
  readonly id: string
  readonly data: unknown
  readonly lines: number
  readonly lines_total: number
  readonly paid: number
  readonly fine: number
}

/**
 * A finalised bill never changes: its lines add up to it, as do its programmes and both shares, and
 * it counts as paid what the paid codes brought for it. Page by page; each page is one statement, so
 * that what is paid meanwhile cannot look wrong, and the database adds the lines, so that bills of
 * ten thousand workers do not fill the memory.
 */
export async function checkBills({ storage, note, isEnough }: CheckScope): Promise<void> {
  let after = { branch_id: '', id: '' }
  while (!isEnough()) {
    const rows = await countPage(storage, after)
    for (const row of rows) {
      const [bill] = readable(Bill, 'bill', [row], note)
      if (bill) checkBill(bill, row, note)
    }
    const last = rows.at(-1)
    if (!last) return
    after = last
  }
}

function checkBill(bill: Bill, counted: Counted, note: CheckScope['note']): void {
  const byProgramme = Object.values(bill.byProgramme).reduce((sum, { total }) => sum + total, 0)
  if (byProgramme !== bill.total) note(`bill ${bill.id}: its programmes are not its total`)
  if (bill.employerTotal + bill.workerTotal !== bill.total) {
    note(`bill ${bill.id}: the shares of employer and workers are not its total`)
  }
  // Only an employer's bill has a line per worker.
  const lines = bill.segment === 'PU' ? bill.workerCount : 0
  const linesTotal = bill.segment === 'PU' ? bill.total : 0
  if (counted.lines !== lines) {
    note(`bill ${bill.id} is for ${lines} lines and has ${counted.lines}`)
  } else if (counted.lines_total !== linesTotal) {
    note(`bill ${bill.id}: its lines are not its total`)
  }
  if (counted.paid !== bill.paidPrincipal || counted.fine !== bill.finePaid) {
    note(`bill ${bill.id} does not count what its paid codes brought`)
  }
}

async function countPage(
  { db }: SqlStorage,
  after: { readonly branch_id: string; readonly id: string },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`with page as (
      select branch_id, id, data from bill where (branch_id, id) > (${after.branch_id}, ${after.id})
      order by branch_id, id limit ${PAGE}
    ), lined as (
      select p.branch_id, p.id, count(*)::int as lines,
        sum((line->>'total')::bigint)::bigint as lines_total
      from page p join bill_page b on b.branch_id = p.branch_id and b.k_bill_id = p.id,
        json_array_elements(b.data->'lines') as line
      group by p.branch_id, p.id
    ), paid as (
      select p.branch_id, p.id, sum((part->>'principal')::bigint)::bigint as paid,
        sum((part->>'fine')::bigint)::bigint as fine
      from page p
        join payment_code__bill_ids k on k.branch_id = p.branch_id and k.key = p.id
        join payment_code c on c.branch_id = k.branch_id and c.id = k.id
          and c.data->>'status' = 'PAID',
        json_array_elements(c.data->'parts') as part
      where part->>'billId' = p.id
      group by p.branch_id, p.id
    ) select p.branch_id, p.id, p.data, coalesce(l.lines, 0) as lines,
      coalesce(l.lines_total, 0) as lines_total, coalesce(q.paid, 0) as paid,
      coalesce(q.fine, 0) as fine
    from page p left join lined l using (branch_id, id) left join paid q using (branch_id, id)
    order by p.branch_id, p.id`.execute(db)
  return rows
}
