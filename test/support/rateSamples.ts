import type { JsonValue } from '#shared/commands/ruleCodes'
import { TableAddition } from '#shared/domain/rates/mergeTables'
import sample2027 from '../../resources/samples/tarif-contoh-2027.json' with { type: 'json' }
import retroactive from '../../resources/samples/tarif-contoh-surut-2026.json' with { type: 'json' }

/** The two files that people practise with. */
export const sampleFiles = { sample2027, retroactive } as const

/** Relief of JKK 2027-01 to 2027-06 and a JP ceiling of 11,600,000 from 2027-03; both invented. */
export const addition2027 = TableAddition.parse(sample2027)
/** Relief of JKK 2026-09 to 2026-12, invented. */
export const additionRetroactive = TableAddition.parse(retroactive)

/** A further invented ceiling, which only fits after `addition2027`. */
export const additionCeiling2028 = TableAddition.parse({
  id: 'CONTOH-2028',
  title: 'Batas upah JP 2028 (rekaan)',
  source: 'Surat rekaan',
  closes: [{ id: 'CONTOH-JP-CEILING-2027-03', effectiveTo: '2028-02' }],
  adds: {
    'pu.jpCeilings': [
      {
        id: 'CONTOH-JP-CEILING-2028-03',
        effectiveFrom: '2028-03',
        effectiveTo: null,
        ceiling: 12_200_000,
        gdpGrowthPercentUsed: null,
        source: 'Surat rekaan',
        confidence: 'fictional',
      },
    ],
  },
})

/** Arguments of `rates.propose`. */
export function proposal(releaseId: string, addition: TableAddition): JsonValue {
  return { releaseId, addition } as unknown as JsonValue
}
