import type { EntityRow } from '#shared/model/entity'
import { differences, type Inspection } from './inspect'
import type { Stored } from './labServer'

export interface Verdict {
  readonly problems: readonly string[]
  readonly accepted: number
  readonly rejected: number
}

export interface Evidence {
  readonly name: string
  /** Number of the device in the scenario: whose counter it raises. */
  readonly index: number
  /** The device at the end, with nothing waiting. */
  readonly found: Inspection
  /** uids of the commands whose success has reached the test. */
  readonly confirmed: Iterable<string>
  /** All that the server has stored, of all clients. */
  readonly stored: readonly Stored[]
  /** What the device must show. */
  readonly held: ReadonlyMap<string, EntityRow>
}

/**
 * Whether a device and the server agree at the end: every confirmed command stored exactly once,
 * no effect doubled, the same rows on both sides, nothing left over.
 */
export function judge({ name, index, found, confirmed, stored, held }: Evidence): Verdict {
  const problems = found.problems.map((problem) => `${name}: ${problem}`)
  const own = stored.filter(({ client_id: id }) => id === found.clientId)
  own.forEach(({ command_id: id }, place) => {
    if (id !== place + 1) problems.push(`I3: outcomes of ${name} have a hole before ${id}`)
  })
  if (own.some(({ duplicate_of: other }) => other)) problems.push(`I2: ${name} repeats a uid`)
  const outcomes = new Map(own.map(({ uid, outcome }) => [uid, outcome]))
  for (const uid of confirmed) {
    if (!outcomes.has(uid)) problems.push(`I4: ${uid} of ${name} never reached the server`)
  }
  const believed = new Map<string | null, string>([
    ...found.archive.map((uid) => [uid, 'accepted'] as const),
    ...found.rejections.map(({ uid }) => [uid, 'rejected'] as const),
  ])
  problems.push(
    ...differences(`I4: outcomes and beliefs of ${name}`, toText(outcomes), toText(believed)),
  )
  const raised = own.filter((row) => row.name === 'counter.raise' && row.outcome === 'accepted')
  const counter = held.get(`counter\u0001counter-${index}`) as { value?: number } | undefined
  if ((counter?.value ?? 0) !== raised.length) {
    problems.push(`I7: counter of ${name} is ${counter?.value}, not ${raised.length}`)
  }
  if (found.outbox.length > 0) problems.push(`I9: ${name} still has work pending`)
  if (found.shadow > 0) problems.push(`I9: ${name} still has base images`)
  problems.push(...differences(`I9: server and view of ${name}`, held, new Map(found.rows)))
  return {
    problems,
    accepted: own.filter(({ outcome }) => outcome === 'accepted').length,
    rejected: own.filter(({ outcome }) => outcome === 'rejected').length,
  }
}

/** Commands that a device holds neither as waiting nor as settled, though they were confirmed. */
export function findLost(found: Inspection, confirmed: Iterable<string>): string[] {
  const places = new Set([
    ...found.outbox.map(({ uid }) => uid),
    ...found.archive,
    ...found.rejections.map(({ uid }) => uid),
  ])
  return [...confirmed].filter((uid) => !places.has(uid)).map((uid) => `I4: ${uid} is lost`)
}

function toText(map: ReadonlyMap<string | null, string>): Map<string, string> {
  return new Map([...map].map(([uid, outcome]) => [String(uid), outcome]))
}
