import { setTimeout as sleep } from 'node:timers/promises'
import type { Inspection } from './inspect'
import type { Note, OnDisk } from './pilot'
import { findLost } from './verdict'

/** What the page with the pilot has told: only what has arrived here counts as acknowledged. */
export class Logbook {
  readonly confirmed = new Set<string>()
  readonly problems: string[] = []
  rounds = 0
  lastRound = 'none yet'
  opened = 0
  upToDate = 0
  drained: Inspection | undefined
  /** The database as it was when the page had opened it the last time. */
  seen: Inspection | undefined
  /** Version on the disk at each start; `undefined` where there was no database. */
  readonly openings: (number | undefined)[] = []
  /** Starts that found no database although work had been acknowledged. */
  emptied = 0
  /** Starts after which the work was there again, from the journal. */
  rebuilt = 0
  /** Since the database was found empty, no start has come to its end. */
  #isBeingRebuilt = false

  take(note: Note): void {
    switch (note.kind) {
      case 'opening':
        this.openings.push(note.found?.version)
        this.#lookAtDisk(note.found)
        return
      case 'upToDate':
        this.upToDate += 1
        return
      case 'saved':
        this.confirmed.add(note.uid)
        return
      case 'opened':
        this.opened += 1
        if (note.rebuilt) {
          this.rebuilt += 1
          if (!this.#isBeingRebuilt) this.problems.push('rebuilt without having been lost')
        }
        this.#isBeingRebuilt = false
        this.#look(note.inspection)
        this.seen = note.inspection
        return
      case 'round':
        this.lastRound = note.outcome
        if (note.outcome === 'synced') this.rounds += 1
        if (note.outcome.startsWith('recovering') && this.emptied === 0) {
          this.problems.push(note.outcome)
        }
        return
      case 'drained':
        this.#look(note.inspection)
        this.drained = note.inspection
        return
      case 'trouble':
        this.problems.push(note.message)
    }
  }

  /** Waits until something is true. @throws Error when the page told of a problem, or after `ms` */
  async waitUntil(what: string, isTrue: () => boolean, ms: number): Promise<void> {
    const end = Date.now() + ms
    while (!isTrue()) {
      this.assertSound()
      if (Date.now() > end) {
        throw new Error(`not in ${ms / 1000} s: ${what}; the last round: ${this.lastRound}`)
      }
      await sleep(5)
    }
  }

  assertSound(): void {
    if (this.problems.length > 0) throw new Error(this.problems.slice(0, 10).join('\n'))
  }

  /** What the database holds by itself, before the journal can help it. */
  #lookAtDisk(found: OnDisk | undefined): void {
    if (!found && this.confirmed.size > 0) {
      this.emptied += 1
      this.#isBeingRebuilt = true
    }
    if (!found || this.#isBeingRebuilt) return
    const held = new Set(found.uids)
    const lost = [...this.confirmed].filter((uid) => !held.has(uid))
    this.problems.push(...lost.map((uid) => `I4: the database alone has lost ${uid}`))
  }

  #look(found: Inspection): void {
    const lost = findLost(found, this.confirmed)
    if (lost.length > 0) this.problems.push(this.#circumstances(found, lost.length))
    this.problems.push(...lost, ...found.problems)
  }

  /** Whether some work is missing, or the browser has begun with an empty database. */
  #circumstances(found: Inspection, lost: number): string {
    const before = this.seen ? ` At the start before: ${describe(this.seen)}.` : ''
    return (
      `start ${this.opened}: ${lost} of ${this.confirmed.size} acknowledged commands lost. ` +
      `Now: ${describe(found)}.${before} Database versions at the last starts: ` +
      `${this.openings.slice(-3).join(', ')}.`
    )
  }
}

function describe(found: Inspection): string {
  const { clientId, nextId, lastCommandId, outbox, archive, rejections, rows } = found
  return (
    `client ${clientId}, next ${nextId}, answered to ${lastCommandId}, ${outbox.length} waiting, ` +
    `${archive.length} accepted, ${rejections.length} refused, ${rows.length} rows`
  )
}
