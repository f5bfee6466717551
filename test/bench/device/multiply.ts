import type { Write } from '#shared/sync/bufferedTx'
import type { Database } from '../../../server/storage/database'
import { buildPracticeRows } from '../../../server/practice/build'
import { PRACTICE_BRANCH } from '../../../server/practice/people'

const PER_TRANSACTION = 5_000
/** Rows of the branch itself, not of its work. */
const ONCE = new Set(['branch', 'numberLease'])

/**
 * Adds the practice branch's work again under other ids, numbers and codes.
 * @param times how often it is there afterwards
 * @param today the day that the first one was built around
 */
export async function multiplyPractice(
  database: Database,
  times: number,
  today: string,
): Promise<void> {
  const { writes } = await buildPracticeRows(today)
  const rows = writes.filter(
    ({ entity, row }) => row?.branchId === PRACTICE_BRANCH && !ONCE.has(entity),
  )
  const text = JSON.stringify(rows)
  let waiting: Write[] = []
  for (let copy = 1; copy < times; copy++) {
    waiting.push(...(JSON.parse(another(text, copy)) as Write[]))
    while (waiting.length >= PER_TRANSACTION) {
      await write(database, waiting.slice(0, PER_TRANSACTION))
      waiting = waiting.slice(PER_TRANSACTION)
    }
  }
  if (waiting.length > 0) await write(database, waiting)
}

/** Every id and number in the rows becomes one that no other copy has. @param copy below 100 */
function another(text: string, copy: number): string {
  const marked = (hex: string) => (parseInt(hex, 16) ^ copy).toString(16).padStart(2, '0')
  return text
    .replace(
      /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{2})([0-9a-f]{2})(-[0-9a-f]{12})/g,
      (_id, before: string, hex: string, after: string) => before + marked(hex) + after,
    )
    .replace(/(?<!\d)\d{16}(?!\d)/g, (digits) =>
      String((BigInt(digits) + BigInt(copy) * 10n ** 14n) % 10n ** 16n).padStart(16, '0'),
    )
    .replace(/(?<!\d)\d516\d{8}(?!\d)/g, (code) => String(Number(code) + copy * 100_000))
}

async function write(database: Database, writes: readonly Write[]): Promise<void> {
  const scope = { branches: [PRACTICE_BRANCH], deviceId: 'bench', now: Date.now() }
  await database.transaction(scope, async (tx) => {
    await tx.lockPartitions([`branch:${PRACTICE_BRANCH}`])
    await tx.flush(writes)
  })
}
