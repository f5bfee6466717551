import { describe, expect, test } from 'vitest'
import { parseRateTables, type RateTables } from '#shared/domain/rates/rateTables'
import { rateTables } from '#shared/reference/tables'

type Change = (tables: RateTables) => void

function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index)
  if (item === undefined) throw new Error(`no item ${index}`)
  return item
}

const brackets = (t: RateTables) => at(t.bpu.brackets, 0).rows
const tiers = (t: RateTables) => at(t.jakon.contractTiers, 0).rows
const steps = (t: RateTables) => at(t.collectionLadders, 0).steps
const stepNamed = (t: RateTables, code: string) => {
  const step = steps(t).find((one) => one.code === code)
  if (step === undefined) throw new Error(code)
  return step
}

describe('[O-2] rows inside a table must fit together as well', () => {
  const cases: ReadonlyArray<readonly [string, Change, RegExp]> = [
    [
      'a hole between brackets',
      (t) => (at(brackets(t), 3).incomeBelow = 1_600_000),
      /gap between 1600000 and 1700000/,
    ],
    [
      'brackets that overlap',
      (t) => (at(brackets(t), 3).incomeBelow = 1_800_000),
      /overlap at 1700000/,
    ],
    [
      'no last open bracket',
      (t) => (at(brackets(t), -1).incomeBelow = 30_000_000),
      /nothing from 30000000 on/,
    ],
    [
      'a bracket whose amount is not its rate',
      (t) => (at(brackets(t), 5).jkk = 20_001),
      /amounts of row 6/,
    ],
    ['rows out of place', (t) => (at(brackets(t), 5).no = 7), /row 7 stands at place 6/],
    [
      'a hole between slices',
      (t) => (at(tiers(t), 1).from = 100_000_001),
      /jakon\.contractTiers .*: gap/,
    ],
    [
      'classes that overlap',
      (t) => (at(at(t.receivableQualities, 0).classes, 1).from = 3),
      /receivableQualities .*: overlap at 3/,
    ],
    [
      'columns of ageing with a hole',
      (t) => (at(at(t.receivableQualities, 0).ageingColumns, 1).from = 3),
      /receivableQualities .*: gap/,
    ],
    [
      'rates of VAT with a hole',
      (t) => (at(t.jakon.vat, 1).effectiveFrom = '2022-04-02'),
      /jakon\.vat: gap/,
    ],
    [
      'rates of VAT that overlap',
      (t) => (at(t.jakon.vat, 1).effectiveFrom = '2022-03-31'),
      /jakon\.vat: .* overlaps/,
    ],
    ['a step twice', (t) => steps(t).push({ ...stepNamed(t, 'R1') }), /R1 twice/],
    [
      'a step that waits for a later one',
      (t) => (stepNamed(t, 'L2').when = [{ kind: 'AFTER_ANSWER', step: 'SP1' }]),
      /L2 waits for SP1/,
    ],
    [
      'an answer to what is no letter',
      (t) => (stepNamed(t, 'W').when = [{ kind: 'AFTER_ANSWER', step: 'V' }]),
      /V is no letter/,
    ],
    [
      'a step that may lapse although others wait for it',
      (t) => (stepNamed(t, 'SP2').lapsesAt = [{ kind: 'MONTHS_LATE', months: 9 }]),
      /SP2 may lapse/,
    ],
    [
      'a letter without a time to answer',
      (t) => (t.letterIntervals = t.letterIntervals.filter((one) => one.letter !== 'SUMMONS')),
      /no time to answer SUMMONS/,
    ],
    [
      'two times to answer one letter',
      (t) => t.letterIntervals.push({ ...at(t.letterIntervals, 0), id: 'N' }),
      /letterIntervals BILLING_1: .* overlaps N/,
    ],
    [
      'two ladders at once',
      (t) => t.collectionLadders.push({ ...at(t.collectionLadders, 0), id: 'N' }),
      /collectionLadders PU: .* overlaps N/,
    ],
  ]

  test.each(cases)('%s', (_, change, message) => {
    const copy = structuredClone(rateTables)
    change(copy)
    expect(() => parseRateTables(copy)).toThrow(message)
  })
})
