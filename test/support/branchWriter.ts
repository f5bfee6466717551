import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityRow } from '#shared/model/entity'
import type { Outcome, PullPage, PushResponse, WireCommand } from '#shared/protocol/messages'
import { keyOf } from '#shared/sync/bufferedTx'
import type { Random } from '../model/random'
import type { Answer, TestDevice } from './device'

/** As in the product: a push holds at most a hundred. */
const BATCH = 100
/** Beyond this an answer that never comes is a deadlock of ours, not a busy machine. */
const STUCK_MS = 120_000

/** What a writer met on the way; a run without trouble proves little. */
export interface Trouble {
  requestsFailed: number
  toldToWait: number
  sentTwice: number
}

/**
 * A device that works and sends over several server processes, whatever answers: everything again
 * until a pull has brought the outcome. Its second batch, and later ones by chance, go to two processes
 * at once, as a request does that was thought lost.
 */
export class BranchWriter {
  readonly view = new Map<string, EntityRow>()
  readonly sent: WireCommand[] = []
  readonly outcomes = new Map<string, Outcome>()
  readonly trouble: Trouble = { requestsFailed: 0, toldToWait: 0, sentTwice: 0 }
  #outbox: WireCommand[] = []
  #pushes = 0

  constructor(
    readonly device: TestDevice,
    private readonly urls: readonly string[],
    private readonly random: Random,
  ) {}

  add(name: string, args: WireCommand['args']): void {
    const command = this.device.command(this.sent.length + 1, name, args, {
      occurredAt: new Date().toISOString(),
    })
    this.sent.push(command)
    this.#outbox.push(command)
  }

  /** Sends and fetches until nothing waits. @throws Error when that takes for ever */
  async settle(): Promise<void> {
    const end = Date.now() + STUCK_MS
    do {
      if (Date.now() > end) throw new Error(`${this.#outbox.length} commands were never settled`)
      if (this.#outbox.length > 0 && !(await this.#push())) await this.#pause()
      if (!(await this.#pull())) await this.#pause()
    } while (this.#outbox.length > 0)
  }

  async #push(): Promise<boolean> {
    const batch = this.#outbox.slice(0, BATCH)
    this.#pushes += 1
    const again = this.#pushes === 2 || this.random.chance(0.1)
    if (again) this.trouble.sentTwice += 1
    const answers = await Promise.all(
      (again ? [1, 2] : [1]).map(() => this.#request((device) => device.push(batch))),
    )
    for (const answer of answers) {
      for (const outcome of answer?.outcomes ?? []) this.#note(outcome)
    }
    return answers.some((answer) => answer !== undefined && answer.stopped === undefined)
  }

  async #pull(): Promise<boolean> {
    for (;;) {
      const page = await this.#request((device) => device.pullPage())
      if (!page) return false
      this.#apply(page)
      if (!page.more) return true
    }
  }

  #apply(page: PullPage): void {
    const { device } = this
    for (const [partition, { epoch, seq }] of Object.entries(page.cursors)) {
      const before = device.cursors[partition]
      if (before && (epoch < before.epoch || seq < before.seq)) {
        throw new Error(`${partition} went back from ${before.seq} to ${seq}`)
      }
    }
    for (const entry of page.patch) {
      if (entry.op === 'put') this.view.set(keyOf(entry.entity, entry.row.id), entry.row)
      else this.view.delete(keyOf(entry.entity, entry.id))
    }
    device.cursors = page.cursors
    device.incarnation = page.incarnation
    if (page.more) return
    for (const outcome of page.acks ?? []) this.#note(outcome)
    device.lastCommandId = page.lastCommandId ?? device.lastCommandId
    this.#outbox = this.#outbox.filter(({ commandId }) => commandId > device.lastCommandId)
  }

  /** However often and by whomever it is told: the same outcome. */
  #note(outcome: Outcome): void {
    const known = this.outcomes.get(outcome.uid)
    if (known && known.outcome !== outcome.outcome) {
      throw new Error(`${outcome.uid} was ${known.outcome}, then ${outcome.outcome}`)
    }
    this.outcomes.set(outcome.uid, outcome)
  }

  /** At any process; undefined when that did not work now. @throws Error for a refusal of ours */
  async #request<T extends PushResponse | PullPage>(
    ask: (device: TestDevice) => Promise<Answer<T>>,
  ): Promise<T | undefined> {
    this.device.url = this.random.pick(this.urls)
    let answer: Answer<T>
    try {
      answer = await ask(this.device)
    } catch {
      this.trouble.requestsFailed += 1
      return undefined
    }
    if (answer.status === 503) {
      this.trouble.toldToWait += 1
      return undefined
    }
    if (answer.status !== 200) {
      throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
    }
    const { body } = answer
    if ('stopped' in body && body.stopped) {
      // Two of the same at once: the later one may find the number taken, never a hole.
      if (body.stopped.reason !== 'RETRY_LATER') throw new Error(JSON.stringify(body.stopped))
      this.trouble.toldToWait += 1
    }
    return body
  }

  #pause(): Promise<void> {
    return sleep(this.random.int(20, 200))
  }
}
