import { sql, type Transaction } from 'kysely'
import { Bill } from '#shared/model/bill'
import { Payment } from '#shared/model/payment'
import { PaymentCode } from '#shared/model/paymentCode'
import { groupBy } from '../groupBy'
import type { Tables } from '../storage/tables'
import { atOneMoment } from './moment'
import { readable, type CheckScope } from './scope'

const PAGE = 500

interface Key {
  readonly branch_id: string
  readonly id: string
}

interface Stored {
  readonly id: string
  readonly data: unknown
}

/**
 * Money is neither lost nor made: a payment stands for exactly one paid code of its amount, a
 * code's parts add up, and no bill has two living codes. Page by page, each at one moment.
 */
export async function checkMoney({ storage, note, isEnough }: CheckScope): Promise<void> {
  for (let after: Key | undefined = { branch_id: '', id: '' }; after && !isEnough();) {
    const from: Key = after
    after = await atOneMoment(storage, (trx) => checkCodes(trx, from, note))
  }
  const { rows } = await sql<{ id: string }>`select p.id from payment p where not exists (
    select 1 from payment_code c where c.branch_id = p.branch_id and c.id = p.k_payment_code_id)
    limit 100`.execute(storage.db)
  for (const { id } of rows) note(`payment ${id} has no code`)
}

async function checkCodes(
  trx: Transaction<Tables>,
  after: Key,
  note: (problem: string) => void,
): Promise<Key | undefined> {
  const { rows } = await sql<Key & Stored>`select branch_id, id, data from payment_code
    where (branch_id, id) > (${after.branch_id}, ${after.id})
    order by branch_id, id limit ${PAGE}`.execute(trx)
  const codes = readable(PaymentCode, 'payment code', rows, note)
  const branches = JSON.stringify([...new Set(codes.map(({ branchId }) => branchId))])
  const ids = JSON.stringify(codes.map(({ id }) => id))
  const paid = await sql<Stored>`select id, data from payment
    where branch_id in (select json_array_elements_text(${branches}::json))
    and k_payment_code_id in (select json_array_elements_text(${ids}::json))`.execute(trx)
  const payments = groupBy(
    readable(Payment, 'payment', paid.rows, note),
    ({ paymentCodeId }) => paymentCodeId,
  )
  const bills = await readLiveBills(trx, branches, codes, note)
  for (const code of codes) {
    const parts = code.parts.reduce((sum, part) => sum + part.principal + part.fine, 0)
    if (parts !== code.amount) note(`payment code ${code.id}: its parts are not its amount`)
    const of = payments.get(code.id) ?? []
    if (of.length !== (code.status === 'PAID' ? 1 : 0)) {
      note(`payment code ${code.id} is ${code.status} and has ${of.length} payments`)
    }
    if (of.some(({ amount }) => amount !== code.amount)) {
      note(`payment code ${code.id}: another amount was paid`)
    }
    if ((code.status === 'ACTIVE') !== (code.liveBillIds !== undefined)) {
      note(`payment code ${code.id} is ${code.status} and its bills are not told so`)
    }
    for (const billId of code.liveBillIds ?? []) {
      const status = bills.get(billId)
      if (status !== 'CODE_ISSUED')
        note(`bill ${billId} has a living code and is ${status ?? 'not there'}`)
    }
  }
  return rows.at(-1)
}

async function readLiveBills(
  trx: Transaction<Tables>,
  branches: string,
  codes: readonly PaymentCode[],
  note: (problem: string) => void,
): Promise<Map<string, Bill['status']>> {
  const ids = JSON.stringify(codes.flatMap(({ liveBillIds }) => liveBillIds ?? []))
  const { rows } = await sql<Stored>`select id, data from bill
    where branch_id in (select json_array_elements_text(${branches}::json))
    and id in (select json_array_elements_text(${ids}::json))`.execute(trx)
  return new Map(readable(Bill, 'bill', rows, note).map(({ id, status }) => [id, status]))
}
