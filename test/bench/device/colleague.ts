import { TestDevice } from '../../support/device'
import { employerProfile } from '../../support/samples'
import { newWorker } from './newWorker'

const PER_IMPORT = 50

/** Somebody else of the branch, whose work the device has to fetch. */
export class Colleague {
  readonly #device: TestDevice
  readonly #employerId = crypto.randomUUID()
  #commands = 0
  #workers = 50_000

  constructor(url: string) {
    this.#device = new TestDevice(url)
  }

  async signIn(person: { username: string; password: string }): Promise<void> {
    await this.#device.signIn(person)
    const profile = employerProfile({ npwp: undefined })
    await this.#push('employer.register', {
      ...{ employerId: this.#employerId, profile, acceptedFindings: [] },
    })
  }

  /** Two rows for each, the person and the membership, and the employer's. */
  async importWorkers(count: number): Promise<void> {
    for (let left = count; left > 0; left -= PER_IMPORT) {
      const entries = Array.from({ length: Math.min(left, PER_IMPORT) }, (_, n) => ({
        ...newWorker(this.#workers++),
        rowNumber: n + 2,
      }))
      await this.#push('worker.import', {
        ...{ employerId: this.#employerId, importId: crypto.randomUUID(), fileName: 'daftar.xlsx' },
        entries,
      })
    }
  }

  async #push(name: string, args: Parameters<TestDevice['command']>[2]): Promise<void> {
    const occurredAt = new Date().toISOString()
    const command = this.#device.command((this.#commands += 1), name, args, { occurredAt })
    const { body } = await this.#device.push([command])
    if (body.outcomes?.[0]?.outcome !== 'accepted') throw new Error(JSON.stringify(body))
  }
}
