/** What happened in a run; a run in which one of these stayed 0 has proved little. */
export const countNames = [
  'steps',
  'accepted',
  'rejected',
  'refusedLocally',
  'predicted',
  'parked',
  'clashes',
  'groups',
  'forbidden',
  'clockRefused',
  'serverCommands',
  'pushes',
  'pulls',
  'pages',
  'stalePulls',
  'emptyPulls',
  'resets',
  'resetsUnderway',
  'purges',
  'epochs',
  'moves',
  'revokes',
  'grants',
  'lostRequests',
  'lostAnswers',
  'lateAnswers',
  'duplicates',
  'gaps',
  'clientCrashes',
  'localCrashes',
  'serverCrashes',
  'retries',
  'repeats',
  'windowRaces',
  'dependent',
  'clones',
  'forks',
  'backups',
  'restores',
  'incarnations',
  'databasesLost',
  'recoveries',
  'recovered',
  'knownElsewhere',
  'gatedPages',
  'gateShut',
  'stagedSurvived',
  'upgrades',
] as const

export type CountName = (typeof countNames)[number]

/** Also `<command> accepted` and `refused <code>` as they come up. */
export type Counts = Record<CountName, number> & Record<string, number>

export function noCounts(): Counts {
  return Object.fromEntries(countNames.map((name) => [name, 0])) as Counts
}

export function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

export function addCounts(total: Counts, more: Counts): void {
  for (const [name, value] of Object.entries(more)) total[name] = (total[name] ?? 0) + value
}
