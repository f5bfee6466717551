import { describe, expect, it } from 'vitest'
import { tablesOfBill } from '#shared/commands/rates/tablesOfBill'
import { tablesInForce, tablesWith, tableVersions } from '#shared/commands/rates/tablesInForce'
import type { RawReader } from '#shared/commands/tx'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { addDays } from '#shared/domain/calendar/localDate'
import { mergeTables, type TableAddition } from '#shared/domain/rates/mergeTables'
import { entities } from '#shared/model/entities'
import { RateRelease } from '#shared/model/rateRelease'
import { rateTables } from '#shared/reference/tables'
import { runCommand } from '#shared/sync/runCommand'
import { registry } from '#shared/commands/registry'
import {
  addition2027,
  additionCeiling2028,
  additionRetroactive,
  proposal,
} from '../../support/rateSamples'
import { workerEntry } from '../../support/samples'
import { Desk } from './desk'

const DAY = '2026-11-10'
const maker = { userId: 'u1', roles: ['PIUTANG'] as const }
const checker = { userId: 'u2', roles: ['KABID'] as const }

/** A desk whose person can be chosen; refusals keep their facts. */
class RatesDesk extends Desk {
  lastDetail: RuleViolation['detail'] = {}

  async as(
    who: typeof maker | typeof checker,
    name: string,
    args: Parameters<Desk['do']>[1],
    today = DAY,
  ): Promise<string> {
    const actor = { userId: who.userId, name: `Orang ${who.userId}`, roles: who.roles }
    const uid = crypto.randomUUID()
    const call = { uid, name, version: 1, args, occurredAt: `${today}T02:00:00Z`, actor }
    const env = { schema: entities, registry, branchId: '516', deviceId: 'd', where: 'server' }
    try {
      this.rows.absorb(await runCommand(this.rows, call, { ...env, where: 'server' as const }))
      return 'ok'
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error
      this.lastDetail = error.detail
      return error.code
    }
  }

  async propose(addition: TableAddition, releaseId: string = crypto.randomUUID()): Promise<string> {
    const result = await this.as(maker, 'rates.propose', proposal(releaseId, addition))
    if (result !== 'ok') throw new Error(result)
    return releaseId
  }

  approve(releaseId: string, today = DAY): Promise<string> {
    return this.as(checker, 'rates.approve', { releaseId }, today)
  }
}

describe('releases of the tables', () => {
  it('[T-1] a proposal is kept with its file and changes nothing until it is approved', async () => {
    const desk = new RatesDesk()
    const id = await desk.propose(addition2027)
    expect(await desk.tables()).toBe(rateTables)
    const release = RateRelease.parse(await desk.get('rateRelease', id))
    expect(release).toMatchObject({
      branchId: 'ref',
      status: 'PROPOSED',
      title: addition2027.title,
      effectiveFrom: '2027-01',
      proposed: { userId: 'u1' },
    })
    expect(release.addition).toEqual(addition2027)
    expect(await desk.approve(id)).toBe('ok')
    expect((await desk.tables()).pu.jpCeilings.at(-1)?.ceiling).toBe(11_600_000)
    expect(await desk.get('rateRelease', id)).toMatchObject({ decided: { userId: 'u2' } })
  })

  it('[T-2] nobody decides a proposal of their own, whatever their roles', async () => {
    const desk = new RatesDesk()
    const id = await desk.propose(addition2027)
    const both = { userId: maker.userId, roles: checker.roles }
    const reject = { releaseId: id, reason: 'tidak perlu' }
    expect(await desk.as(both as typeof checker, 'rates.approve', { releaseId: id })).toBe(
      'MAKER_IS_CHECKER',
    )
    expect(await desk.as(both as typeof checker, 'rates.reject', reject)).toBe('MAKER_IS_CHECKER')
    expect(await desk.get('rateRelease', id)).toMatchObject({ status: 'PROPOSED' })
  })

  it('[T-3] overlaps, gaps, unknown rows and second imports are refused with what is wrong', async () => {
    const desk = new RatesDesk()
    const refused = async (change: Partial<TableAddition>) => {
      const addition = { ...addition2027, ...change }
      const args = proposal(crypto.randomUUID(), addition)
      expect(await desk.as(maker, 'rates.propose', args)).toBe('RATES_INVALID')
      return JSON.stringify(desk.lastDetail['message'])
    }
    const ceiling = addition2027.adds['pu.jpCeilings']![0]!
    const closed = (effectiveTo: string) => ({
      closes: [{ id: 'JP-CEILING-2026-03', effectiveTo }],
    })
    expect(await refused({ closes: [] })).toMatch(/overlaps/)
    expect(await refused(closed('2026-12'))).toMatch(/gap/)
    expect(await refused({ closes: [{ id: 'NO-SUCH', effectiveTo: '2027-02' }] })).toMatch(
      /NO-SUCH/,
    )
    expect(
      await refused({ adds: { 'pu.jpCeilings': [{ ...ceiling, ceiling: 'banyak' }] } }),
    ).toMatch(/ceiling/)
    const relief = addition2027.adds.reliefs![0]!
    // A slip of the pen in an optional field would be a relief without effect.
    const slip = { ...relief, programmes: { JKK: { multiplyPPM: 500_000 } } }
    expect(await refused({ adds: { ...addition2027.adds, reliefs: [slip] } })).toMatch(
      /unknown field multiplyPPM in reliefs CONTOH-RELAKSASI-JKK-2027.programmes.JKK/,
    )
    const id = await desk.propose(addition2027)
    await desk.approve(id)
    expect(await refused({})).toMatch(/imported already/)
  })

  it('[T-3] two proposals that fit alone and clash together: the second is refused', async () => {
    const desk = new RatesDesk()
    const first = await desk.propose(addition2027)
    const second = await desk.propose({ ...addition2027, id: 'CONTOH-2027-B' })
    expect(await desk.approve(first)).toBe('ok')
    expect(await desk.approve(second)).toBe('RATES_INVALID')
    expect(await desk.get('rateRelease', second)).toMatchObject({ status: 'PROPOSED' })
  })

  it('[T-4] a decision stands: it is made once, and a rejection keeps its reason', async () => {
    const desk = new RatesDesk()
    const id = await desk.propose(addition2027)
    const reject = { releaseId: id, reason: 'belum diundangkan' }
    expect(await desk.as(checker, 'rates.reject', reject)).toBe('ok')
    expect(await desk.approve(id)).toBe('ALREADY_DECIDED')
    expect(desk.lastDetail).toMatchObject({ decidedBy: 'Orang u2' })
    expect(await desk.get('rateRelease', id)).toMatchObject({ decided: { reason: reject.reason } })
    expect(await desk.approve(crypto.randomUUID())).toBe('RELEASE_NOT_FOUND')
    expect(await desk.as(maker, 'rates.propose', proposal(id, addition2027))).toBe('ROW_EXISTS')
    expect(await desk.tables()).toBe(rateTables)
  })
})

describe('the tables in force', () => {
  const release = (addition: TableAddition, id: string, at: string): RateRelease => ({
    id,
    branchId: 'ref',
    title: addition.title,
    regulation: addition.source,
    addition,
    status: 'APPROVED',
    proposed: { userId: 'u1', name: 'A', at: '2026-11-01T00:00:00Z' },
    decided: { userId: 'u2', name: 'B', at },
  })
  const first = release(addition2027, 'b', '2026-11-02T00:00:00Z')
  const second = release(additionCeiling2028, 'a', '2026-11-03T00:00:00Z')

  it('[T-5] are the shipped ones with the releases on top in the order of their approval', () => {
    const tables = tablesWith([second, first])
    expect(tables).toEqual(mergeTables(mergeTables(rateTables, addition2027), additionCeiling2028))
    expect(tablesWith([first, second])).toBe(tables)
    // Only approval counts: the other way round the second has nothing to close.
    expect(() =>
      tablesWith([release(additionCeiling2028, 'a', '2026-11-01T00:00:00Z'), first]),
    ).toThrow(/CONTOH-JP-CEILING-2027-03/)
  })

  it('[T-5] at the same instant the id decides', () => {
    const at = '2026-11-02T00:00:00Z'
    const versions = tableVersions([
      release(additionRetroactive, 'y', at),
      release(addition2027, 'x', at),
    ])
    expect(versions.at(-1)?.additions?.map(({ id }) => id)).toEqual([
      addition2027.id,
      additionRetroactive.id,
    ])
  })

  it('[T-6] are merged once per set of releases, not once per command', async () => {
    const reader = (rows: RateRelease[]) =>
      ({ get: async () => undefined, list: async () => rows }) as unknown as RawReader
    const one = await tablesInForce(reader([first]) as never)
    expect(await tablesInForce(reader([structuredClone(first)]) as never)).toBe(one)
    expect(await tablesInForce(reader([]) as never)).toBe(rateTables)
    expect(await tablesInForce(reader([first, second]) as never)).not.toBe(one)
  })
})

describe('a regulation by data alone', () => {
  const HIGH_WAGE = 15_000_000

  /** An employer with one worker above every ceiling. */
  async function openDesk(): Promise<RatesDesk> {
    const desk = new RatesDesk()
    await desk.open('2026-05-02', 0)
    await desk.must(
      'worker.register',
      { employerId: desk.employerId, entry: { ...workerEntry(1, {}, { wage: HIGH_WAGE }) } },
      '2026-05-02',
    )
    return desk
  }

  it('[T-7] the same month before and after the release: old and new ceiling and relief', async () => {
    const before = await openDesk()
    expect(await before.finalise('2027-04', '2027-04-05')).toBe('ok')
    const after = await openDesk()
    await after.approve(await after.propose(addition2027))
    expect(await after.finalise('2027-04', '2027-04-05')).toBe('ok')

    const [old, now] = [await before.bill('2027-04'), await after.bill('2027-04')]
    expect(old.byProgramme.JP).toMatchObject({ employer: 221_726, worker: 110_863 })
    expect(now.byProgramme.JP).toMatchObject({ employer: 232_000, worker: 116_000 })
    // Risk level 2: 0.54 % of 15,000,000, half of it under the relief.
    expect([old.byProgramme.JKK?.total, now.byProgramme.JKK?.total]).toEqual([81_000, 40_500])
    expect(now.ruleIds).toEqual(
      expect.arrayContaining(['CONTOH-JP-CEILING-2027-03', 'CONTOH-RELAKSASI-JKK-2027']),
    )
    // February is under the relief but still under the old ceiling; July is past the relief.
    for (const [period, jkk, jp] of [
      ['2027-02', 40_500, 332_589],
      ['2027-07', 81_000, 348_000],
    ] as const) {
      expect(await after.finalise(period, `${period}-05`)).toBe('ok')
      const bill = await after.bill(period)
      expect([bill.byProgramme.JKK?.total, bill.byProgramme.JP?.total]).toEqual([jkk, jp])
    }
  })

  it('[T-8] a bill finalised before the approval keeps its amounts and its explanation', async () => {
    const desk = await openDesk()
    await desk.finalise('2027-03', '2027-04-05')
    const frozen = await desk.bill('2027-03')
    await desk.approve(await desk.propose(addition2027))
    expect(await desk.bill('2027-03')).toEqual(frozen)

    const versions = [rateTables, await desk.tables()]
    expect(tablesOfBill(versions, frozen)).toBe(rateTables)
    await desk.finalise('2027-04', '2027-04-05')
    expect(tablesOfBill(versions, await desk.bill('2027-04'))).toBe(versions[1])
  })

  it('[T-9] what was shown by older tables is refused, never silently recalculated', async () => {
    const desk = await openDesk()
    const expected = { workerCount: 1, total: 0, effectiveDueDate: '2026-12-15' }
    const bare = await openDesk()
    await bare.finalise('2026-11', '2026-12-01')
    expected.total = (await bare.bill('2026-11')).total
    await desk.approve(await desk.propose(additionRetroactive))
    const args = { employerId: desk.employerId, period: '2026-11', expected }
    expect(await desk.do('bill.finalise', args, '2026-12-01')).toBe('AMOUNT_CHANGED')
  })

  it('[T-10] codes and fines follow the tables in force: a holiday moves the last day', async () => {
    const desk = await openDesk()
    await desk.finalise('2026-10', '2026-11-02')
    const bill = await desk.bill('2026-10')
    const year = rateTables.holidays['2026']!
    const holidays = { '2026': { ...year, national: [...year.national, bill.effectiveDueDate] } }
    await desk.approve(
      await desk.propose({
        id: 'CONTOH-LIBUR',
        title: 'Libur tambahan (rekaan)',
        source: 'Keputusan rekaan',
        closes: [],
        adds: {},
        holidays,
        replacesHolidays: ['2026'],
      }),
    )
    // The day after the old due date is not late any more, so a code made then carries no fine.
    const codeId = crypto.randomUUID()
    expect(await desk.issue(['2026-10'], addDays(bill.effectiveDueDate, 1), codeId)).toBe('ok')
    expect((await desk.get('paymentCode', codeId)).fine).toBe(0)
  })
})
