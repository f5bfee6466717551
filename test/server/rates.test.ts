import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { availableEngines } from '../support/database'
import { TestDevice } from '../support/device'
import { addition2027, proposal } from '../support/rateSamples'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestServer } from '../support/server'

describe.each(availableEngines())('releases of the tables on %s', (engine) => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ engine })
  })
  afterEach(() => server.close())

  async function deviceOf(username: string, roles: Parameters<TestServer['addPerson']>[1]) {
    const device = new TestDevice(server.url)
    await device.signIn(await server.addPerson(username, roles))
    return device
  }

  const codesOf = async (
    device: TestDevice,
    ...commands: Parameters<TestDevice['push']>[0][number][]
  ) => {
    const { body } = await device.push(commands)
    return body.outcomes.map(({ code, outcome }) => code ?? outcome)
  }

  it('[T-2] maker and checker are two people, also for whoever holds both roles', async () => {
    const releaseId = crypto.randomUUID()
    const both = await deviceOf('kabid1', ['KABID', 'PIUTANG'])
    const other = await deviceOf('kabid2', ['KABID'])
    const clerk = await deviceOf('piutang', ['PIUTANG'])
    expect(
      await codesOf(
        both,
        both.command(1, 'rates.propose', proposal(releaseId, addition2027)),
        both.command(2, 'rates.approve', { releaseId }),
        both.command(3, 'rates.reject', { releaseId, reason: 'salah' }),
        // Nobody acts under another name: this person never signed in on this device.
        both.command(4, 'rates.approve', { releaseId }, { actorId: other.userId }),
      ),
    ).toEqual(['accepted', 'MAKER_IS_CHECKER', 'MAKER_IS_CHECKER', 'FORBIDDEN'])
    expect(await codesOf(clerk, clerk.command(1, 'rates.approve', { releaseId }))).toEqual([
      'FORBIDDEN',
    ])
    expect(
      await codesOf(
        other,
        other.command(1, 'rates.approve', { releaseId }),
        other.command(2, 'rates.approve', { releaseId }),
      ),
    ).toEqual(['accepted', 'ALREADY_DECIDED'])

    // Every device of the server gets it, of whatever branch.
    const elsewhere = new TestDevice(server.url)
    await elsewhere.signIn(await server.addPerson('ar2', ['AR'], '517'))
    const rows = (await elsewhere.pull()).flatMap(({ patch }) => patch)
    expect(rows).toMatchObject([
      { op: 'put', entity: 'rateRelease', row: { id: releaseId, status: 'APPROVED' } },
    ])
  })

  it.runIf(engine === 'postgresql')(
    '[T-12] work of a branch and a change of the tables never overlap',
    async () => {
      const device = await deviceOf('both', ['KABID', 'AR'])
      const releaseId = crypto.randomUUID()
      const propose = device.command(1, 'rates.propose', proposal(releaseId, addition2027))
      expect(await codesOf(device, propose)).toEqual(['accepted'])

      const colleague = await deviceOf('rekan', ['AR'])
      const register = (commandId: number, npwp: string, on: TestDevice) =>
        on.command(commandId, 'employer.register', {
          employerId: crypto.randomUUID(),
          profile: employerProfile({ npwp }),
          acceptedFindings: [],
        })
      let waited: Promise<string[]> | undefined
      let finished = false
      await server.database.db.transaction().execute(async (trx) => {
        // Somebody who is writing to the tables.
        await sql`select 1 from sync_partition where id = 'ref' for update`.execute(trx)
        waited = codesOf(colleague, register(1, '0123456782699000', colleague))
        void waited.then(() => (finished = true))
        await new Promise((resolve) => setTimeout(resolve, 300))
        expect(finished).toBe(false)
      })
      expect(await waited).toEqual(['accepted'])

      await server.database.db.transaction().execute(async (trx) => {
        // Somebody who only reads them keeps nobody else from reading.
        await sql`select 1 from sync_partition where id = 'ref' for share`.execute(trx)
        expect(await codesOf(colleague, register(2, '0123456782699001', colleague))).toEqual([
          'accepted',
        ])
      })
    },
  )
})
