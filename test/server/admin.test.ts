import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseAdminTask } from '../../server/admin/arguments'
import { runAdminTask } from '../../server/admin/run'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
const folder = mkdtempSync(path.join(tmpdir(), 'loket-admin-'))

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (line: string, password = 'a good password') =>
  runAdminTask(
    server.database,
    parseAdminTask(line.split(' ')),
    server.clock.now,
    async () => password,
  )
const addUser = () => run('add-user --branch 516 --username Sari --name Sari --roles AR,PIUTANG')

describe('[O-130] the administrator at the terminal', () => {
  it('adds a person, who can sign in and whom colleagues see', async () => {
    expect(await addUser()).toBe('Sari may now sign in as AR, PIUTANG of branch 516.')
    const device = new TestDevice(server.url)
    await device.signIn({ username: 'sari', password: 'a good password' })
    const [page] = await device.pull()
    expect(page!.patch).toMatchObject([
      { entity: 'officer', row: { id: device.userId, name: 'Sari', roles: ['AR', 'PIUTANG'] } },
    ])
    await expect(addUser()).rejects.toThrow('There is already a user Sari.')
  })

  it('describes a branch, which sign-in then brings along', async () => {
    const branch = {
      id: '516',
      branchId: '516',
      name: 'Kantor Cabang Uji',
      letterheadTitle: 'KANTOR CABANG UJI',
      letterheadNote: '',
      address: 'Jalan Contoh No. 1',
      city: 'Mojokerto',
      phone: '+628120000001',
      headName: 'Wira Contoh',
      headTitle: 'Kepala Kantor Cabang',
      practice: false,
    }
    const file = path.join(folder, 'branch.json')
    writeFileSync(file, JSON.stringify(branch))
    await run(`branch --file ${file}`)
    await addUser()
    const device = new TestDevice(server.url)
    const { body } = await device.signIn({ username: 'sari', password: 'a good password' })
    expect(body['branch']).toEqual(branch)
    writeFileSync(file, JSON.stringify({ ...branch, branchId: '517' }))
    await expect(run(`branch --file ${file}`)).rejects.toThrow('must be equal')
  })

  it('changes roles and password, disables: each works at once', async () => {
    await addUser()
    const device = new TestDevice(server.url)
    await device.signIn({ username: 'sari', password: 'a good password' })
    await run('set-roles --username sari --roles KABID')
    const args = {
      employerId: crypto.randomUUID(),
      profile: employerProfile(),
      acceptedFindings: [],
    }
    const pushed = await device.push([device.command(1, 'employer.register', args)])
    expect(pushed.body.outcomes).toMatchObject([{ code: 'FORBIDDEN' }])
    await run('set-password --username sari', 'another password')
    expect((await device.pullPage()).status).toBe(401)
    expect((await device.trySignIn('sari', 'a good password')).status).toBe(401)
    await device.signIn({ username: 'sari', password: 'another password' })
    await run('disable-user --username sari')
    expect((await device.pullPage()).status).toBe(401)
    expect((await device.trySignIn('sari', 'another password')).status).toBe(401)
    await expect(run('disable-user --username nobody')).rejects.toThrow('There is no user nobody.')
  })

  it('[O-131] after a restore every device is told, and starts again', async () => {
    await addUser()
    const device = new TestDevice(server.url)
    await device.signIn({ username: 'sari', password: 'a good password' })
    await device.pull()
    await run('restored')
    expect((await device.pullPage()).status).toBe(401)
    await device.signIn({ username: 'sari', password: 'a good password' })
    expect((await device.pullPage()).body).toMatchObject({ error: 'INCARNATION_CHANGED' })
    device.incarnation = undefined
    const [page] = await device.pull()
    expect(page!.reset).toEqual(['branch:516'])
  })

  it('[O-132] finds rows that devices would never hear of', async () => {
    await addUser()
    expect(await run('check')).toBe(
      'Every row has its entry in the change index; outcomes, numbers and money agree.',
    )
    await server.database.db.deleteFrom('sync_row').execute()
    await expect(run('check')).rejects.toThrow(
      /^1 things are wrong\.\nofficer .* of branch 516 has no live entry$/,
    )
  })

  it('explains itself when it is not understood, and takes no short password', async () => {
    for (const line of [
      '',
      'help',
      'add-user --branch 5',
      'set-roles --username x --roles SYSTEM',
    ]) {
      expect(() => parseAdminTask(line.split(' '))).toThrow('Tasks:')
    }
    await addUser()
    await expect(run('set-password --username sari', 'short')).rejects.toThrow(
      '8 to 200 characters',
    )
  })
})
