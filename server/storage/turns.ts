import { InfrastructureError } from '#shared/sync/serverPorts'

interface Limits {
  /** At the same time under one key, and under all keys together. */
  readonly perKey: number
  readonly total: number
  /** How long somebody stands in line before being sent away. */
  readonly patienceMs: number
}

interface Waiting {
  readonly key: string
  readonly begin: () => void
}

/**
 * Lets work begin in the order of its arrival, but never more than a share of it for one key: the
 * writers of one branch wait for each other anyway, and must not do so on the connections that
 * every other branch needs.
 */
export class Turns {
  readonly #busy = new Map<string, number>()
  readonly #line = new Set<Waiting>()
  #running = 0

  constructor(private readonly limits: Limits) {}

  /** @throws InfrastructureError when the turn did not come in time; then nothing was done */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.#turn(key)
    try {
      return await work()
    } finally {
      this.#leave(key)
    }
  }

  #turn(key: string): Promise<void> {
    if (this.#hasRoom(key)) {
      this.#enter(key)
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        key,
        begin: () => {
          clearTimeout(timer)
          this.#line.delete(waiting)
          this.#enter(key)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        this.#line.delete(waiting)
        reject(new InfrastructureError('too many are waiting'))
      }, this.limits.patienceMs)
      this.#line.add(waiting)
    })
  }

  #leave(key: string): void {
    this.#running -= 1
    const left = (this.#busy.get(key) ?? 1) - 1
    if (left > 0) this.#busy.set(key, left)
    else this.#busy.delete(key)
    for (const waiting of this.#line) {
      if (this.#running >= this.limits.total) return
      if (this.#hasRoom(waiting.key)) waiting.begin()
    }
  }

  #enter(key: string): void {
    this.#running += 1
    this.#busy.set(key, (this.#busy.get(key) ?? 0) + 1)
  }

  #hasRoom(key: string): boolean {
    const { perKey, total } = this.limits
    return this.#running < total && (this.#busy.get(key) ?? 0) < perKey
  }
}
