import type { PracticeServer } from './practiceServer'
import { TestDevice } from './device'

export type Row = Readonly<Record<string, unknown>> & { readonly id: string }

/**
 * What the server holds, seen by a further device of its own: all rows of an entity.
 * @param entity name as in the wire format, e.g. `employer`
 */
export async function rowsOnServer(server: PracticeServer, entity: string): Promise<Row[]> {
  const device = new TestDevice(server.url)
  await device.signIn(userOf(server, 'kabid'))
  const rows = new Map<string, Row>()
  for (const { patch } of await device.pull(5000)) {
    for (const change of patch) {
      if (change.op === 'remove') rows.delete(change.id)
      else if (change.entity === entity) rows.set(change.row.id, change.row)
    }
  }
  return [...rows.values()]
}

/** A person of the practice branch. */
export function userOf(
  server: PracticeServer,
  username: string,
): PracticeServer['info']['users'][number] {
  const user = server.info.users.find((one) => one.username === username)
  if (!user) throw new Error(`the practice branch has no user "${username}"`)
  return user
}

/** Pays a code at the practice bank; `amount` in rupiah. */
export async function payAtBank(
  server: PracticeServer,
  code: string,
  amount: number,
): Promise<void> {
  const answer = await fetch(`${server.url}/practice/bank/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, amount }),
  })
  if (!answer.ok) throw new Error(`the practice bank refused: ${await answer.text()}`)
}
