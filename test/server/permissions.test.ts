import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registry } from '#shared/commands/registry'
import type { Role } from '#shared/permissions/roles'
import { TestDevice } from '../support/device'
import { startTestServer, type TestServer } from '../support/server'

const roles = [
  'KAKACAB',
  'KABID',
  'AR',
  'ARK',
  'PAD',
  'PADK',
  'PIUTANG',
  'WASRIK',
  'MAGANG',
  'SYSADMIN',
] as const satisfies readonly Role[]

/** Written out by hand from the branch's role table, so that a slip in the code shows. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'employer.register': ['AR', 'ARK', 'PAD'],
  'worker.register': ['AR', 'ARK', 'PAD'],
  'worker.import': ['AR', 'ARK', 'PAD'],
  'record.patch': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'contact.add': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'contact.remove': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'bpu.register': ['PAD', 'PADK'],
  'project.register': ['PAD', 'PADK'],
  'bpu.finalise': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG'],
  'project.finalise': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG'],
  'bill.finalise': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG'],
  'bill.cancel': ['AR', 'ARK', 'PIUTANG', 'WASRIK'],
  'code.issue': ['PIUTANG'],
  'code.cancel': ['PIUTANG', 'KABID'],
  'reservation.take': ['PIUTANG'],
  'reservation.release': ['PIUTANG'],
  'reservation.ask': ['PIUTANG'],
  'payment.record': [],
  'letter.create': ['KABID', 'AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'letter.recordPrint': ['KABID', 'AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'numberLease.grant': [],
  'rates.propose': ['KABID', 'PIUTANG', 'SYSADMIN'],
  'rates.approve': ['KABID'],
  'rates.reject': ['KABID'],
  'refusal.settle': [...roles],
  'refusal.note': ['KABID'],
  'document.attach': ['AR', 'ARK', 'PAD'],
  'document.remove': ['AR', 'ARK', 'PAD'],
  'document.markStored': [],
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('[P-1] every command × every role, over HTTP', () => {
  it('every command has its line in the table', () => {
    expect(Object.keys(allowed).sort()).toEqual([...registry.keys()].sort())
  })

  it.each(roles)('%s', async (role) => {
    const device = new TestDevice(server.url)
    await device.signIn(await server.addPerson(role.toLowerCase(), [role]))
    const names = Object.keys(allowed)
    const pushed = await device.push(
      names.map((name, index) => device.command(index + 1, name, {})),
    )
    const codes = Object.fromEntries(
      names.map((name, index) => [name, pushed.body.outcomes[index]?.code]),
    )
    // Whoever may, gets as far as the (empty) arguments.
    const expected = Object.fromEntries(
      names.map((name) => [name, allowed[name]!.includes(role) ? 'BAD_ARGUMENTS' : 'FORBIDDEN']),
    )
    expect(codes).toEqual(expected)
  })

  it('[P-2] nobody gets the server’s own role, not even from the database', async () => {
    const device = new TestDevice(server.url)
    const person = await server.addPerson('intruder', ['SYSTEM', 'MAGANG'])
    const { body } = await device.signIn(person)
    expect((body['user'] as { roles: string[] }).roles).toEqual(['MAGANG'])
    const pushed = await device.push([
      device.command(1, 'payment.record', {}),
      device.command(2, 'payment.record', {}, { actorId: 'system' }),
    ])
    expect(pushed.body.outcomes.map(({ code }) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
  })

  it('nothing was executed by any of them', async () => {
    const { db } = server.database
    // Only the notes by which the branch learns of refusals.
    const effects = db.selectFrom('sync_row').selectAll().where('entity', '<>', 'refusal')
    expect(await effects.execute()).toEqual([])
    const outcomes = await db.selectFrom('sync_command').select('outcome').execute()
    expect(outcomes.length).toBeGreaterThan(roles.length * 10)
    expect(outcomes.every(({ outcome }) => outcome === 'rejected')).toBe(true)
  })
})
