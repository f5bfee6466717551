import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { availableEngines } from '../support/database'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

const isPostgresHere = availableEngines().includes('postgresql')
const CONNECTIONS = 4

function register(device: TestDevice, commandId: number) {
  return device.command(commandId, 'employer.register', {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp: undefined }),
    acceptedFindings: [],
  })
}

describe.skipIf(!isPostgresHere)('a database with no room or a broken line', () => {
  let server: TestServer
  let officer: TestPerson

  afterEach(() => server.close())

  async function start(patienceMs: number): Promise<void> {
    server = await startTestServer({
      engine: 'postgresql',
      database: { connections: CONNECTIONS, patienceMs },
    })
    officer = await server.addPerson('ar', ['AR'])
  }

  async function signedIn(): Promise<TestDevice> {
    const device = new TestDevice(server.url)
    await device.signIn(officer)
    return device
  }

  /** Keeps all connections busy while `work` runs. */
  async function withoutConnections<T>(work: () => Promise<T>): Promise<T> {
    let end = () => {}
    const until = new Promise<void>((resolve) => (end = resolve))
    let taken = 0
    const held = Array.from({ length: CONNECTIONS }, () =>
      server.database.db.connection().execute(async () => {
        taken += 1
        await until
      }),
    )
    while (taken < CONNECTIONS) await new Promise((resolve) => setTimeout(resolve, 5))
    try {
      return await work()
    } finally {
      end()
      await Promise.all(held)
    }
  }

  it('[S-350] waiting for a connection is "come back later", with a time, never a mistake', async () => {
    // Also the time for opening a connection, which takes a while on a busy machine.
    await start(3_000)
    const device = await signedIn()
    const answers = await withoutConnections(() =>
      Promise.all([
        new TestDevice(server.url).trySignIn(officer.username, officer.password),
        device.push([register(device, 1)]),
        device.pullPage(),
        device.post('/leases', { kind: 'PAYMENT_CODE' }),
        device.get('/health'),
      ]),
    )
    for (const { status, body, headers } of answers) {
      expect([status, body]).toMatchObject([503, { error: 'RETRY_LATER' }])
      const wait = Number(headers.get('retry-after'))
      expect(wait).toBeGreaterThanOrEqual(5)
      expect(wait).toBeLessThanOrEqual(10)
    }
    // And nothing was half done: the very same work goes through afterwards.
    expect((await device.push([register(device, 1)])).body.outcomes).toHaveLength(1)
    await signedIn()
  })

  it('[S-351] a connection that breaks in the middle of a transaction costs a retry, not the process', async () => {
    await start(5_000)
    const device = await signedIn()
    const scope = { branches: ['516'], deviceId: 'test', now: server.clock.now }
    const broken = server.database.transaction(scope, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.trx)
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(server.database.db)
      // Idle, so that the end of the line is met by nobody's question.
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.lockPartitions(['branch:516'])
    })
    await expect(broken).rejects.toMatchObject({ name: 'InfrastructureError' })
    expect((await device.push([register(device, 1)])).body.outcomes).toMatchObject([
      { outcome: 'accepted' },
    ])
  })

  it('[S-352] many writers of one branch leave connections for everybody else', async () => {
    // Long enough for a slow machine; without turns the others would wait for ever.
    await start(5_000)
    const device = await signedIn()
    const other = new TestDevice(server.url)
    await other.signIn(await server.addPerson('br', ['AR'], '517'))
    let end = () => {}
    const until = new Promise<void>((resolve) => (end = resolve))
    // Something holds the branch, as a long import would.
    const holder = server.database.db.transaction().execute(async (trx) => {
      await sql`insert into sync_partition (id) values ('branch:516') on conflict do nothing`.execute(
        trx,
      )
      await sql`select 1 from sync_partition where id = 'branch:516' for update`.execute(trx)
      await until
    })
    const writers = Array.from({ length: 12 }, () => {
      const twin = new TestDevice(server.url)
      Object.assign(twin, { token: device.token, deviceId: device.deviceId, userId: device.userId })
      return twin.push([register(twin, 1)])
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    try {
      expect((await other.pullPage()).status).toBe(200)
      expect((await other.get('/health')).status).toBe(200)
    } finally {
      end()
      await holder
    }
    // Those whose patience ended were told so; none met a mistake of ours.
    for (const { status, body } of await Promise.all(writers)) {
      expect([200, 503]).toContain(status)
      if (status === 503) expect(body).toMatchObject({ error: 'RETRY_LATER' })
    }
  })
})
