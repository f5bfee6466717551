import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#shared/domain/calendar/localDate'
import {
  answerBy,
  type DoneStep,
  mandatorySteps,
  nextStep,
} from '#shared/domain/receivables/ladder'
import { rateTables } from '#shared/reference/tables'

// Bill of May 2026: due 15 June, a Monday.
const due = { nominalDueDate: '2026-06-15', effectiveDueDate: '2026-06-15' }
const base = { segment: 'PU', period: '2026-05', due } as const
const ask = (asOf: string, done: DoneStep[] = [], more: object = {}) =>
  nextStep(rateTables, { ...base, asOf, done, ...more })
const code = (answer: ReturnType<typeof ask>) => ('step' in answer ? answer.step.code : answer.kind)
const done = (stepCode: string, on: string, deliveredOn?: string): DoneStep => ({
  code: stepCode,
  on,
  deliveredOn,
})

describe('[K-3] the ladder is climbed in the order of its table', () => {
  test.each([
    ['2026-06-04', 'WAITING', 'R0_10'],
    ['2026-06-05', 'DUE', 'R0_10'],
    ['2026-06-12', 'DUE', 'R0_3'],
    ['2026-06-15', 'DUE', 'R1'],
    ['2026-06-16', 'DUE', 'R2'],
    ['2026-06-22', 'DUE', 'R3'],
    ['2026-06-29', 'DUE', 'L1'],
  ])('on %s with nothing done: %s %s', (day, kind, step) => {
    expect(ask(day)).toMatchObject({ kind, step: { code: step } })
  })

  test('reminders whose time has passed are left out, a letter never', () => {
    expect(code(ask('2027-06-01'))).toBe('L1')
    const sent = [done('L1', '2026-07-01', '2026-07-02')]
    expect(code(ask('2026-07-06', sent))).toBe('R4')
    expect(ask('2026-07-10', [...sent, done('R4', '2026-07-06', '2026-07-06')])).toMatchObject({
      kind: 'WAITING',
      step: { code: 'L2' },
      notBefore: '2026-07-16',
    })
    expect(code(ask('2027-06-01', sent))).toBe('L2')
  })

  test('from the first letter to the prosecutor', () => {
    const path: Array<[string, string]> = []
    let day = '2026-06-29'
    const history: DoneStep[] = []
    for (let i = 0; i < 400; i += 1) {
      const answer = ask(day, history)
      if (answer.kind === 'COMPLETE') break
      if (answer.kind === 'DUE') {
        path.push([answer.step.code, day])
        history.push(done(answer.step.code, day, day))
      } else if (answer.kind === 'WAITING') day = answer.notBefore
    }
    expect(path).toEqual([
      ['L1', '2026-06-29'],
      ['R4', '2026-07-06'],
      ['L2', '2026-07-16'],
      ['SP1', '2026-08-16'],
      ['V', '2026-08-17'],
      // Ten working days without 17 and 25 August.
      ['SP2', '2026-09-02'],
      ['P', '2026-09-17'],
      ['W', '2026-09-17'],
      ['K', '2026-12-16'],
    ])
  })

  test('whatever was done, the next step stands behind it, and no letter in between is skipped', () => {
    const steps = rateTables.collectionLadders[0]?.steps ?? []
    const history = fc.array(
      fc.record({
        code: fc.constantFrom(...steps.map((step) => step.code)),
        on: fc.integer({ min: -10, max: 300 }).map((n) => addDays('2026-06-15', n)),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(history, fc.integer({ min: -20, max: 500 }), (list, n) => {
        const asOf = addDays('2026-06-15', n)
        const answer = ask(asOf, list)
        if (!('step' in answer)) return
        const past = list.filter((one) => one.on <= asOf)
        const last = steps.findLastIndex((step) => past.some((one) => one.code === step.code))
        const next = steps.findIndex((step) => step.code === answer.step.code)
        expect(next).toBeGreaterThan(last)
        for (const step of steps.slice(last + 1, next)) expect(step.lapsesAt).toBeDefined()
        if (answer.kind === 'WAITING') expect(answer.notBefore > asOf).toBe(true)
        else expect(answer.since <= asOf).toBe(true)
      }),
      { numRuns: 10_000 },
    )
  })

  test('a segment without a ladder and a step that is not on it are refused', () => {
    expect(() =>
      nextStep(rateTables, { ...base, segment: 'BPU', asOf: '2026-07-01', done: [] }),
    ).toThrow(/no collection ladder/)
    expect(() => ask('2026-07-01', [done('X9', '2026-06-01')])).toThrow(/X9/)
  })
})

describe('[K-4] a promise pauses, payment ends', () => {
  const promises = [
    { madeOn: '2026-06-18', payBy: '2026-06-25' },
    { madeOn: '2026-06-20', payBy: '2026-06-22' },
  ]

  test('until the day after the promised one', () => {
    expect(ask('2026-06-17', [], { promises }).kind).toBe('DUE')
    expect(ask('2026-06-18', [], { promises })).toMatchObject({
      kind: 'PAUSED',
      until: '2026-06-26',
    })
    expect(ask('2026-06-25', [], { promises }).kind).toBe('PAUSED')
    expect(ask('2026-06-26', [], { promises }).kind).toBe('DUE')
  })

  test('a settled bill is closed, also while a promise runs', () => {
    expect(ask('2026-06-20', [], { promises, settledOn: '2026-06-20' }).kind).toBe('CLOSED')
    expect(ask('2026-06-19', [], { settledOn: '2026-06-20' }).kind).toBe('DUE')
  })
})

describe('[K-5] a letter needs proof that the step before it arrived, or a week', () => {
  test('of the step before it', () => {
    const reminded = (deliveredOn?: string) => [done('R3', '2026-06-28', deliveredOn)]
    expect(ask('2026-06-30', reminded())).toMatchObject({
      kind: 'WAITING',
      step: { code: 'L1' },
      reason: 'NO_EVIDENCE_YET',
      notBefore: '2026-07-05',
    })
    expect(ask('2026-07-05', reminded()).kind).toBe('DUE')
    expect(ask('2026-06-30', reminded('2026-06-28')).kind).toBe('DUE')
  })

  test('the time to answer runs from delivery', () => {
    expect(answerBy(rateTables, 'BILLING_1', '2026-06-29')).toBe('2026-07-06')
    expect(answerBy(rateTables, 'WARNING_1', '2026-08-14')).toBe('2026-09-01')
    const first = [done('L1', '2026-07-10', '2026-07-14'), done('R4', '2026-07-15', '2026-07-15')]
    expect(ask('2026-07-16', first)).toMatchObject({ kind: 'WAITING', notBefore: '2026-07-22' })
  })
})

test('[K-6] the hand-over becomes mandatory at seven months, and earlier steps are still not skipped', () => {
  const mandatory = (asOf: string, list: DoneStep[] = []) =>
    mandatorySteps(rateTables, { ...base, asOf, done: list }).map((step) => step.code)
  expect(mandatory('2026-12-15')).toEqual([])
  expect(mandatory('2026-12-16')).toEqual(['W'])
  expect(mandatory('2026-12-16', [done('W', '2026-11-01')])).toEqual([])
  expect(code(ask('2026-12-16'))).toBe('L1')
  const warned = [done('SP2', '2026-11-01', '2026-11-02')]
  expect(ask('2026-12-16', warned)).toMatchObject({
    kind: 'DUE',
    step: { code: 'W' },
    mandatory: true,
  })
})
