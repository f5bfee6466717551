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
  /** Its database was lost and rebuilt: it has worked under several ids. */
  readonly wasRebuilt?: boolean
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
export function judge(evidence: Evidence): Verdict {
  const { name, index, found, wasRebuilt = false, stored, held } = evidence
  const problems = found.problems.map((problem) => `${name}: ${problem}`)
  const confirmed = new Set(evidence.confirmed)
  const believed = new Map<string, string>([
    ...found.archive.map((uid) => [uid, 'accepted'] as const),
    ...found.rejections.map(({ uid }) => [uid, 'rejected'] as const),
  ])
  const isOurs = (uid: string | null): boolean =>
    uid !== null && (confirmed.has(uid) || believed.has(uid))
  const formerIds = wasRebuilt ? stored.filter(({ uid }) => isOurs(uid)) : []
  const ids = new Set([found.clientId, ...formerIds.map(({ client_id: id }) => id)])
  const own = stored.filter(({ client_id: id }) => ids.has(id))
  for (const client of ids) {
    const ofOne = own.filter(({ client_id: id }) => id === client)
    ofOne.forEach(({ command_id: id }, place) => {
      if (id !== place + 1) problems.push(`I3: outcomes of ${name} have a hole before ${id}`)
    })
  }
  const first = own.filter(({ duplicate_of: other }) => !other)
  if (!wasRebuilt && first.length < own.length) problems.push(`I2: ${name} repeats a uid`)
  // What reached the server and nobody was told of may have gone with the database.
  const known = wasRebuilt ? first.filter(({ uid }) => isOurs(uid)) : first
  const outcomes = new Map(known.map(({ uid, outcome }) => [String(uid), outcome]))
  for (const uid of confirmed) {
    if (!outcomes.has(uid)) problems.push(`I4: ${uid} of ${name} never reached the server`)
  }
  problems.push(...differences(`I4: outcomes and beliefs of ${name}`, outcomes, believed))
  const raised = first.filter((row) => row.name === 'counter.raise' && row.outcome === 'accepted')
  const counter = held.get(`counter\u0001counter-${index}`) as { value?: number } | undefined
  if ((counter?.value ?? 0) !== raised.length) {
    problems.push(`I7: counter of ${name} is ${counter?.value}, not ${raised.length}`)
  }
  if (found.outbox.length > 0) problems.push(`I9: ${name} still has work pending`)
  if (found.shadow > 0) problems.push(`I9: ${name} still has base images`)
  problems.push(...differences(`I9: server and view of ${name}`, held, new Map(found.rows)))
  return {
    problems,
    accepted: first.filter(({ outcome }) => outcome === 'accepted').length,
    rejected: first.filter(({ outcome }) => outcome === 'rejected').length,
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
