import type { CollectionLadder, LadderMoment } from './ladderRules'
import type { RateTables } from './rateTables'

/** Steps named twice, moments that refer to no earlier step, letters without a time to answer. */
export function ladderProblems(tables: RateTables): string[] {
  return tables.collectionLadders.flatMap((ladder) => [
    ...stepProblems(ladder),
    ...ladder.steps.flatMap(({ code, letter }) =>
      letter === undefined || tables.letterIntervals.some((one) => one.letter === letter)
        ? []
        : [`collectionLadders ${ladder.id}: ${code} has no time to answer ${letter}`],
    ),
  ])
}

function stepProblems(ladder: CollectionLadder): string[] {
  return ladder.steps.flatMap((step, i) => {
    const before = ladder.steps.slice(0, i)
    const where = `collectionLadders ${ladder.id}`
    const moments: LadderMoment[] = [...step.when, ...(step.lapsesAt ?? [])]
    return [
      ...(before.some((one) => one.code === step.code) ? [`${where}: ${step.code} twice`] : []),
      ...moments.flatMap((moment) => {
        if (moment.kind !== 'AFTER_STEP' && moment.kind !== 'AFTER_ANSWER') return []
        const referred = before.find((one) => one.code === moment.step)
        if (referred === undefined) return [`${where}: ${step.code} waits for ${moment.step}`]
        return moment.kind === 'AFTER_ANSWER' && referred.letter === undefined
          ? [`${where}: ${moment.step} is no letter to be answered`]
          : []
      }),
      // What later steps wait for must really be done, so it may not be passed over.
      ...(step.lapsesAt !== undefined && isWaitedFor(ladder, step.code)
        ? [`${where}: ${step.code} may lapse although others wait for it`]
        : []),
    ]
  })
}

function isWaitedFor(ladder: CollectionLadder, code: string): boolean {
  return ladder.steps.some((step) =>
    step.when.some((moment) => 'step' in moment && moment.step === code),
  )
}
