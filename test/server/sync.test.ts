import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

let server: TestServer
let officer: TestPerson
let device: TestDevice

beforeEach(async () => {
  server = await startTestServer()
  officer = await server.addPerson('ar', ['AR'])
  device = new TestDevice(server.url)
  await device.signIn(officer)
})
afterEach(() => server.close())

function register(commandId: number, npwp: string, employerId = crypto.randomUUID()) {
  const args = { employerId, profile: employerProfile({ npwp }), acceptedFindings: [] }
  return device.command(commandId, 'employer.register', args)
}

const NPWP = ['0123456782699000', '0123456790699000', '0123456808699000', '0123456816699000']

describe('push', () => {
  it('[S-1] carries out a command and lets every device of the branch pull it', async () => {
    const command = register(1, NPWP[0]!)
    const pushed = await device.push([command])
    expect(pushed.body).toEqual({
      outcomes: [{ commandId: 1, uid: command.uid, outcome: 'accepted' }],
    })
    const other = new TestDevice(server.url)
    await other.signIn(officer)
    const [page] = await other.pull()
    expect(page!.patch).toMatchObject([
      { op: 'put', entity: 'employer', row: { legalName: 'PT Contoh Uji Coba', branchId: '516' } },
    ])
  })
})
