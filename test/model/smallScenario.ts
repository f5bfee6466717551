import { z } from 'zod'
import type { AnyCommand } from '#shared/commands/definition'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { defineEntity, type EntityRow } from '#shared/model/entity'
import type { Write } from '#shared/sync/bufferedTx'
import { assertInvariant } from '#shared/sync/invariant'
import type { MemoryRows } from '../support/memoryRows'
import { counterEntity, modelCommand, raiseCounter } from './counter'
import type { Random } from './random'
import {
  counterIdOf,
  HOME,
  OTHER,
  type Intent,
  type IntentQuestion,
  type Scenario,
} from './scenario'

const row = z.object({ id: z.string(), branchId: z.string() })

const Claim = row.extend({ key: z.string(), owner: z.string() })
type Claim = z.infer<typeof Claim>
const Note = row.extend({ value: z.number(), version: z.number(), trapped: z.boolean() })
type Note = z.infer<typeof Note>
const Account = row.extend({ balance: z.number() })
type Account = z.infer<typeof Account>
const Job = row.extend({ openKey: z.string().optional(), state: z.enum(['OPEN', 'CLOSED']) })
type Job = z.infer<typeof Job>

const schema = {
  counter: counterEntity,
  claim: defineEntity('claim', Claim, {
    key: { fields: ['key'], unique: 'NIK_TAKEN' },
    owner: { fields: ['owner'] },
  }),
  note: defineEntity('note', Note, {}),
  account: defineEntity('account', Account, {}),
  job: defineEntity('job', Job, { openKey: { fields: ['openKey'], unique: 'BILL_EXISTS' } }),
}

const KEYS = ['k0', 'k1', 'k2', 'k3']
const NOTES = ['n0', 'n1', 'n2', 'n3', 'n4']
const ACCOUNTS = ['a0', 'a1', 'a2']
const OPENING_BALANCE = 10

const id = z.object({ id: z.string() })

const takeClaim = modelCommand(
  'claim.take',
  ['AR'],
  z.object({ id: z.string(), key: z.string(), owner: z.string() }),
  async (tx, args, ctx) => {
    const taken = await tx.list('claim', 'key', [args.key])
    if (taken.length > 0) throw new RuleViolation('NIK_TAKEN', { key: args.key })
    await tx.put('claim', { ...args, branchId: ctx.branchId } as Claim)
  },
)

/** Does not look first: only the server's unique index stands in the way. */
const grabClaim = modelCommand(
  'claim.grab',
  ['AR'],
  z.object({ id: z.string(), key: z.string(), owner: z.string() }),
  async (tx, args, ctx) => tx.put('claim', { ...args, branchId: ctx.branchId } as Claim),
)

const releaseClaim = modelCommand('claim.release', ['AR'], id, async (tx, args) => {
  if (!(await tx.get('claim', args.id))) throw new RuleViolation('CODE_NOT_FOUND')
  await tx.remove('claim', args.id)
})

const releaseAll = modelCommand(
  'claim.releaseAll',
  ['AR'],
  z.object({ owner: z.string() }),
  async (tx, { owner }) => {
    for (const claim of await tx.list('claim', 'owner', [owner])) await tx.remove('claim', claim.id)
  },
)

const createNote = modelCommand('note.create', ['AR'], id, async (tx, args, ctx) => {
  if (await tx.get('note', args.id)) throw new RuleViolation('ROW_EXISTS')
  await tx.put('note', {
    id: args.id,
    branchId: ctx.branchId,
    value: 0,
    version: 0,
    trapped: false,
  } as Note)
})

const setNote = modelCommand(
  'note.set',
  ['AR'],
  z.object({ id: z.string(), value: z.number(), expected: z.number().optional() }),
  async (tx, args, ctx) => {
    const note = (await tx.get('note', args.id)) as Note | undefined
    if (!note || note.branchId !== ctx.branchId) throw new RuleViolation('BILL_NOT_FOUND')
    if (args.expected !== undefined && args.expected !== note.version) {
      throw new RuleViolation('AMOUNT_CHANGED', { version: note.version })
    }
    if (note.trapped) throw new TypeError('a bug in this handler')
    await tx.put('note', { ...note, value: args.value, version: note.version + 1 } as Note)
  },
)

const removeNote = modelCommand('note.remove', ['AR'], id, async (tx, args, ctx) => {
  const note = await tx.get('note', args.id)
  if (!note || note.branchId !== ctx.branchId) throw new RuleViolation('BILL_NOT_FOUND')
  await tx.remove('note', args.id)
})

const transfer = modelCommand(
  'account.transfer',
  ['AR'],
  z.object({ from: z.string(), to: z.string(), amount: z.number() }),
  async (tx, { from, to, amount }) => {
    const source = (await tx.get('account', from)) as Account | undefined
    const target = (await tx.get('account', to)) as Account | undefined
    if (!source || !target) throw new RuleViolation('BILL_NOT_FOUND')
    if (source.balance < amount)
      throw new RuleViolation('WRONG_AMOUNT', { balance: source.balance })
    await tx.put('account', { ...source, balance: source.balance - amount } as Account)
    await tx.put('account', { ...target, balance: target.balance + amount } as Account)
  },
)

const openJob = modelCommand(
  'job.open',
  ['AR'],
  z.object({ id: z.string(), key: z.string() }),
  async (tx, args, ctx) => {
    if (await tx.get('job', args.id)) throw new RuleViolation('ROW_EXISTS')
    if ((await tx.list('job', 'openKey', [args.key])).length > 0)
      throw new RuleViolation('BILL_EXISTS')
    await tx.put('job', {
      id: args.id,
      branchId: ctx.branchId,
      openKey: args.key,
      state: 'OPEN',
    } as Job)
  },
)

/** Stands or falls with the command that opened the job. */
const closeJob = modelCommand('job.close', ['AR'], id, async (tx, args, ctx) => {
  const job = (await tx.get('job', args.id)) as Job | undefined
  if (job?.state !== 'OPEN') throw new RuleViolation('LETTER_NOT_FOUND')
  await tx.put('job', { id: args.id, branchId: ctx.branchId, state: 'CLOSED' } as Job)
})

/** Many rows in one transaction: a page may be cut in the middle of it. */
const clearClaims = modelCommand(
  'claim.clear',
  ['SYSTEM'],
  z.object({ keys: z.array(z.string()) }),
  async (tx, { keys }) => {
    for (const key of keys) {
      for (const claim of await tx.list('claim', 'key', [key])) await tx.remove('claim', claim.id)
    }
  },
)

const both = () => [`branch:${HOME}`, `branch:${OTHER}`, 'ref']

/** The server's own change, which may carry a row into another partition. */
const moveNote = modelCommand(
  'note.move',
  ['SYSTEM'],
  z.object({ id: z.string(), branchId: z.string(), trapped: z.boolean() }),
  async (tx, args) => {
    const note = (await tx.get('note', args.id)) as Note | undefined
    const old = note ?? { value: 0, version: 0 }
    await tx.put('note', { ...old, ...args, version: old.version + 1 } as Note)
  },
  both,
)

const commands: readonly AnyCommand[] = [
  raiseCounter,
  takeClaim,
  grabClaim,
  releaseClaim,
  releaseAll,
  createNote,
  setNote,
  removeNote,
  transfer,
  openJob,
  closeJob,
  clearClaims,
  moveNote,
]

function rowsOf<T extends EntityRow>(rows: MemoryRows, entity: string): T[] {
  return rows
    .all()
    .filter((item) => item.entity === entity)
    .map((item) => item.row as T)
}

type Maker = (question: IntentQuestion) => Intent | undefined

const makers: readonly { weight: number; value: Maker }[] = [
  {
    weight: 5,
    value: ({ client }) => ({ name: 'counter.raise', args: { id: counterIdOf(client) } }),
  },
  { weight: 4, value: claimIntent('claim.take') },
  { weight: 2, value: claimIntent('claim.grab') },
  {
    weight: 2,
    value: ({ random, rows }) => withId('claim.release', random.find(rowsOf<Claim>(rows, 'claim'))),
  },
  {
    weight: 2,
    value: ({ random }) => ({ name: 'claim.releaseAll', args: { owner: `o${random.int(0, 1)}` } }),
  },
  { weight: 2, value: ({ random }) => ({ name: 'note.create', args: { id: random.pick(NOTES) } }) },
  { weight: 4, value: setNoteIntent },
  { weight: 1, value: ({ random }) => ({ name: 'note.remove', args: { id: random.pick(NOTES) } }) },
  { weight: 3, value: transferIntent },
  {
    weight: 2,
    value: ({ random, newId }) => ({
      name: 'job.open',
      args: { id: newId(), key: random.pick(KEYS) },
    }),
  },
  {
    weight: 2,
    value: ({ random, rows }) =>
      withId(
        'job.close',
        random.find(rowsOf<Job>(rows, 'job').filter(({ state }) => state === 'OPEN')),
      ),
  },
]

function withId(name: string, found: EntityRow | undefined): Intent | undefined {
  return found && { name, args: { id: found.id } }
}

function claimIntent(name: string): Maker {
  return ({ random, newId }) => ({
    name,
    args: { id: newId(), key: random.pick(KEYS), owner: `o${random.int(0, 1)}` },
  })
}

function setNoteIntent({ random, rows }: IntentQuestion): Intent | undefined {
  const note = random.find(rowsOf<Note>(rows, 'note'))
  if (!note) return undefined
  const args = { id: note.id, value: random.int(0, 9) }
  const name = 'note.set'
  return random.chance(0.4) ? { name, args: { ...args, expected: note.version } } : { name, args }
}

function transferIntent({ random }: IntentQuestion): Intent {
  const from = random.pick(ACCOUNTS)
  const to = random.pick(ACCOUNTS.filter((other) => other !== from))
  return { name: 'account.transfer', args: { from, to, amount: random.int(1, 6) } }
}

function seedNote(noteId: string, branchId: string): Write {
  const note: Note = { id: noteId, branchId, value: 0, version: 0, trapped: false }
  return { entity: 'note', id: noteId, row: note }
}

/** Tiny commands over tiny entities, made so that they collide and that errors show. */
export const smallScenario: Scenario = {
  name: 'small',
  schema,
  registry: new Map(commands.map((command) => [command.name, command])),
  roles: ['AR'],
  minutesPerStep: 1,
  mayCrash: ['note.set'],
  opening: () => [],
  seed: [
    ...ACCOUNTS.map((account) => ({
      entity: 'account',
      id: account,
      row: { id: account, branchId: HOME, balance: OPENING_BALANCE } as Account,
    })),
    seedNote('n0', HOME),
    seedNote('n1', HOME),
    seedNote('n2', OTHER),
    seedNote('n3', OTHER),
    seedNote('n4', 'ref'),
  ],
  intend: (question) => question.random.weighted(makers)(question),
  intendServer: ({ random }) => {
    if (random.chance(0.3)) return { name: 'claim.clear', args: { keys: KEYS } }
    const args = {
      id: random.pick(NOTES),
      branchId: serverBranch(random),
      trapped: random.chance(0.25),
    }
    return { name: 'note.move', args }
  },
  check(rows) {
    const balances = rowsOf<Account>(rows, 'account').map(({ balance }) => balance)
    assertInvariant(
      balances.every((balance) => balance >= 0) &&
        balances.reduce((sum, balance) => sum + balance, 0) === ACCOUNTS.length * OPENING_BALANCE,
      'money was lost or made',
    )
  },
}

function serverBranch(random: Random): string {
  return random.weighted([
    { weight: 5, value: HOME },
    { weight: 4, value: OTHER },
    { weight: 1, value: 'ref' },
  ])
}
