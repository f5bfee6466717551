import { addUser } from '../../server/auth/users'
import { openDatabase, type Database } from '../../server/storage/database'
import { Random } from '../model/random'
import { BranchWriter } from './branchWriter'
import { TestDevice } from './device'
import { startServer, stopServer, type RunningServer } from './serverProcess'

/** Tells our own connections from those of the servers under test. */
export const OBSERVER = 'observer'

/** Several server processes over one PostgreSQL, and devices that know all of them. */
export class ProcessFarm {
  #people = 0

  private constructor(
    readonly database: Database,
    private readonly servers: readonly RunningServer[],
    private readonly seed: number,
  ) {}

  /**
   * @param file the built server
   * @param databaseUrl an empty database
   */
  static async start(
    file: string,
    databaseUrl: string,
    { processes, seed }: { processes: number; seed: number },
  ): Promise<ProcessFarm> {
    const observer = new URL(databaseUrl)
    observer.searchParams.set('application_name', OBSERVER)
    const database = await openDatabase({ databaseUrl: observer.href }, { connections: 4 })
    const servers = await Promise.all(
      Array.from({ length: processes }, () =>
        startServer(file, {
          DATABASE_URL: databaseUrl,
          SMILE_LOKET_LOG: 'silent',
          // Each device calls from its own address, as in an office; limits count addresses.
          SMILE_LOKET_TRUST_PROXY: '1',
        }),
      ),
    )
    await addUser(
      database.db,
      {
        ...{ id: crypto.randomUUID(), branchId: '999', username: 'pola', password: PASSWORD },
        ...{ name: 'Pola', roles: ROLES },
      },
      Date.now(),
    )
    return new ProcessFarm(database, servers, seed)
  }

  get urls(): string[] {
    return this.servers.map(({ url }) => url)
  }

  /** A signed-in device of a new person of this branch. */
  async addWriter(branchId: string): Promise<BranchWriter> {
    const number = (this.#people += 1)
    const username = `penulis ${number}`
    const { db } = this.database
    // One hash for all: hashing is slow on purpose, and not what is tested here.
    const { password_hash } = await db
      .selectFrom('auth_user')
      .select('password_hash')
      .where('username', '=', 'pola')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('auth_user')
      .values({
        ...{ branch_id: branchId, id: crypto.randomUUID(), username, name: username },
        ...{ roles: JSON.stringify(ROLES), password_hash, created_at: Date.now() },
      })
      .execute()
    const { urls } = this
    const device = new TestDevice(urls[number % urls.length] ?? '')
    device.address = `10.1.${Math.floor(number / 200)}.${1 + (number % 200)}`
    await device.signIn({ username, password: PASSWORD })
    return new BranchWriter(device, urls, new Random(this.seed * 1000 + number))
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => stopServer(server)))
    await this.database.close()
  }
}

const PASSWORD = 'sandi penulis uji'
const ROLES = ['AR', 'PIUTANG'] as const
