/** What happened in a run; a run in which one of these stayed 0 has proved little. */
export const countNames = [
  'steps', 'accepted', 'rejected', 'refusedLocally', 'predicted', 'parked', 'clashes', 'forbidden',
  'clockRefused', 'serverCommands', 'pushes', 'pulls', 'pages', 'stalePulls', 'emptyPulls', 'resets',
  'resetsUnderway', 'purges', 'epochs', 'moves', 'revokes', 'grants', 'lostRequests', 'lostAnswers',
  'lateAnswers', 'duplicates', 'gaps', 'clientCrashes', 'localCrashes', 'serverCrashes', 'retries',
  'repeats', 'windowRaces', 'dependent',
] as const

export type CountName = (typeof countNames)[number]
export type Counts = Record<CountName, number>

export function noCounts(): Counts {
  return Object.fromEntries(countNames.map((name) => [name, 0])) as Counts
}

export function addCounts(total: Counts, more: Counts): void {
  for (const name of countNames) total[name] += more[name]
}
