import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Actor } from '#shared/commands/definition'
import type { Refusal } from '#shared/model/refusal'
import {
  countOpenRejections,
  listDecided,
  listOpenRejections,
  listUndecided,
} from '../../../renderer/store/queries/decisions'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { dismiss, handBack, reopen } from '../../../renderer/sync/decide'
import { newId } from '../../../renderer/sync/newId'
import { execute } from '../../../renderer/sync/execute'
import { resubmit } from '../../../renderer/sync/resubmit'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import {
  openTestStore,
  testActor,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'

const NPWP = '0123456789012345'
const kabid: Actor = { userId: newId(), name: 'Kirana Kabid', roles: ['KABID'] }

let line: MemoryLine
let loser: TestRuntime
let head: TestRuntime

beforeEach(async () => {
  line = new MemoryLine()
  line.actors = [testActor, kabid]
  const winner = testRuntime(await openTestStore())
  loser = testRuntime(await openTestStore())
  head = testRuntime(await openTestStore(), kabid)
  // Settings as the sign-in leaves them: who works here, and on what.
  await loser.store.settings.put({ key: 'session', value: { user: { id: testActor.userId } } })
  await head.store.settings.put({ key: 'session', value: { user: { id: kabid.userId } } })
  await register('PT Menang', winner)
  await register('PT Kalah', loser)
  for (const runtime of [winner, loser, head]) await sync(runtime)
})

const register = (legalName: string, on: TestRuntime) =>
  execute(
    registerEmployer,
    { employerId: newId(), profile: testProfile({ legalName, npwp: NPWP }), acceptedFindings: [] },
    {},
    on,
  )

const sync = (runtime: TestRuntime) => syncOnce(depsOn(line, runtime))

const rowOf = async (runtime: TestRuntime, uid: string) =>
  (await runtime.store.rows('refusal').get(uid)) as unknown as Refusal | undefined

async function onlyCard() {
  const [card] = await listOpenRejections(10, loser.store)
  if (!card) throw new Error('no card')
  return card
}

describe('decisions about refused work', () => {
  it('[S-343] laying aside is kept here and told to the branch in one step', async () => {
    const { uid } = await onlyCard()
    expect((await dismiss([uid], 'sudah didaftarkan rekan', loser)).ok).toBe(true)
    expect(await countOpenRejections(loser.store)).toBe(0)
    expect(await loser.store.rejections.get(uid)).toMatchObject({ state: 'dismissed' })
    expect(await listOutbox({}, loser.store)).toMatchObject([{ name: 'refusal.settle' }])

    await sync(loser)
    await sync(head)
    expect(await rowOf(head, uid)).toMatchObject({
      state: 'dismissed',
      decisions: [{ reason: 'sudah didaftarkan rekan' }],
    })
    expect(await listUndecided(10, head.store)).toEqual([])
  })

  it('[S-343] sending again names the work that stands in, for the branch as well', async () => {
    const card = await onlyCard()
    const args = card.command.args as { profile: object }
    const result = await resubmit(
      card,
      JSON.parse(
        JSON.stringify({ ...args, profile: { ...args.profile, npwp: '0123456789012399' } }),
      ),
      loser,
    )
    if (!result.ok) throw result.violation
    expect((await listOutbox({}, loser.store)).map(({ name }) => name)).toEqual([
      'employer.register',
      'refusal.settle',
    ])
    await sync(loser)
    await sync(head)
    expect(await rowOf(head, card.uid)).toMatchObject({
      state: 'resubmitted',
      decisions: [{ replacedBy: result.command.uid }],
    })
  })

  it('[S-343] what breaks a rule undoes both: the card stays open', async () => {
    const card = await onlyCard()
    const result = await resubmit(card, card.command.args, loser)
    expect(result.ok).toBe(false)
    expect(await countOpenRejections(loser.store)).toBe(1)
    expect(await listOutbox({}, loser.store)).toEqual([])
  })

  it('[S-343] [S-235] the word of somebody else closes the card here; an undo opens it everywhere', async () => {
    const { uid } = await onlyCard()
    await dismiss([uid], 'ganda, sudah dicek', head)
    await sync(head)
    await sync(loser)
    expect(await countOpenRejections(loser.store)).toBe(0)
    // The device's own record says so as well: the row goes 30 days after the decision.
    expect(await loser.store.rejections.get(uid)).toMatchObject({
      state: 'dismissed',
      reason: 'ganda, sudah dicek',
    })
    const row = await loser.store.rows('refusal').get(uid)
    await loser.store.rows('refusal').delete(uid)
    expect(await countOpenRejections(loser.store)).toBe(0)
    await loser.store.rows('refusal').put(row!)
    expect(await listDecided(10, loser.store)).toMatchObject([
      { uid, state: 'dismissed', reason: 'ganda, sudah dicek' },
    ])

    await reopen([uid], loser)
    expect(await countOpenRejections(loser.store)).toBe(1)
    await sync(loser)
    await sync(head)
    expect(await listUndecided(10, head.store)).toMatchObject([{ uid, state: 'open' }])
  })

  it('[S-344] what the head writes stands on the card of whoever did the work', async () => {
    const { uid } = await onlyCard()
    await handBack(uid, 'Telepon dulu perusahaannya', head)
    await sync(head)
    await sync(loser)
    expect((await onlyCard()).row?.note).toMatchObject({
      text: 'Telepon dulu perusahaannya',
      by: { name: 'Kirana Kabid' },
    })
  })

  it('[S-344] the work of a lost computer waits for its author on another one', async () => {
    const other = testRuntime(await openTestStore())
    await other.store.settings.put({ key: 'session', value: { user: { id: testActor.userId } } })
    await sync(other)
    expect(await listOpenRejections(10, other.store)).toMatchObject([
      { code: 'NPWP_TAKEN', command: { args: { profile: { legalName: 'PT Kalah' } } } },
    ])
    // Nothing of it waits for anybody else.
    expect(await countOpenRejections(head.store)).toBe(0)
  })
})
