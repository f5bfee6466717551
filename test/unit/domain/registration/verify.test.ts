import { describe, expect, test } from 'vitest'
import type { Finding } from '#shared/domain/findings'
import { partialRegistration } from '#shared/domain/registration/partialRegistration'
import { verifyEmployer } from '#shared/domain/registration/verifyEmployer'
import {
  type VerificationQuestion,
  verifyParticipant,
} from '#shared/domain/registration/verifyParticipant'
import { rateTables } from '#shared/reference/tables'

const good: VerificationQuestion = {
  segment: 'PU',
  form: {
    nationality: 'WNI',
    nik: '3516994508950003',
    fullName: 'Siti Contoh',
    birthPlace: 'Mojokerto',
    birthDate: '1995-08-05',
    sex: 'F',
    married: true,
    motherName: 'Ibu Contoh',
    kkNumber: '3516990101150001',
    address: 'Jl. Melati No. 5, Ds. Contoh',
    mobile: '081234567890',
    employmentStatus: 'PKWTT',
    startDate: '2026-05-20',
    wage: 5_000_000,
  },
  documents: {
    identityCard: {
      nik: '3516 9945 0895 0003',
      fullName: 'SITI CONTOH',
      birthPlace: 'MOJOKERTO',
      birthDate: '1995-08-05',
      address: 'JALAN MELATI 5 DESA CONTOH',
    },
    familyCard: { number: '3516990101150001', niks: ['3516994508950003'] },
  },
  known: { regencyCode: '3516', payersWithPhone: 3, kpjs: [] },
  attachments: [
    { name: 'KTP', required: true, present: true, readable: true },
    { name: 'Akta', required: false, present: false },
  ],
  context: { today: '2026-06-01', period: '2026-05', regencyMinimumWage: 4_800_000 },
}

type Part = {
  [K in keyof VerificationQuestion]?: Partial<VerificationQuestion[K]> | VerificationQuestion[K]
}

function verify(changes: Part): string[] {
  const question = Object.fromEntries(
    Object.entries(good).map(([key, value]) => {
      const change = changes[key as keyof Part]
      if (change === undefined) return [key, value]
      return [
        key,
        typeof value === 'object' && !Array.isArray(value)
          ? { ...value, ...(change as object) }
          : change,
      ]
    }),
  ) as unknown as VerificationQuestion
  return verifyParticipant(question).map(described)
}

const described = (one: Finding) =>
  `${one.severity === 'ERROR' ? 'E' : 'W'} ${one.code} ${one.field ?? ''}`.trim()
const card = (change: object) => ({
  documents: { ...good.documents, identityCard: { ...good.documents.identityCard, ...change } },
})

describe('[R-60] a verifier sees every disagreement of a participant', () => {
  test('nothing about a clean case', () => {
    expect(verify({})).toEqual([])
  })

  test.each<[string, Part, string[]]>([
    [
      'NIK against the birth date',
      { form: { birthDate: '1995-08-06' } },
      ['W NIK_MISMATCH_BIRTHDATE nik', 'E BIRTH_DATE_DIFFERS birthDate'],
    ],
    ['NIK against the sex', { form: { sex: 'M' } }, ['W NIK_MISMATCH_SEX nik']],
    ['NIK against the card', card({ nik: '3516994508950004' }), ['E NIK_DIFFERS nik']],
    ['a letter of the name', card({ fullName: 'Siti Conto' }), ['W NAME_CLOSE fullName']],
    ['another name', card({ fullName: 'Dewi Misal' }), ['E NAME_DIFFERENT fullName']],
    ['no name of the mother', { form: { motherName: '' } }, ['E REQUIRED motherName']],
    [
      'another place of birth',
      card({ birthPlace: 'Jombang' }),
      ['E BIRTH_PLACE_DIFFERS birthPlace'],
    ],
    ['another address', card({ address: 'Jl. Mawar 5' }), ['W ADDRESS_DIFFERS address']],
    [
      'another family card',
      { documents: { familyCard: { number: '3516990101150002' } } },
      ['W FAMILY_CARD_DIFFERS kkNumber'],
    ],
    [
      'not in the family card',
      { documents: { familyCard: { niks: ['3516994508950009'] } } },
      ['W NOT_IN_FAMILY_CARD nik'],
    ],
    [
      'active at the same employer',
      { known: { activeAtSameEmployer: true } },
      ['E NIK_ACTIVE_AT_EMPLOYER nik'],
    ],
    ['a card number that exists', { known: { kpjs: ['12345678901'] } }, ['E KPJ_EXISTS kpj']],
    [
      'that very number is fine',
      { known: { kpjs: ['12345678901'] }, form: { kpj: '123 4567 8901' } },
      [],
    ],
    [
      'two card numbers',
      { known: { kpjs: ['12345678901', '12345678902'] }, form: { kpj: '12345678901' } },
      ['W KPJ_SECOND kpj'],
    ],
    ['a wage below the minimum', { form: { wage: 4_000_000 } }, ['W WAGE_BELOW_MINIMUM wage']],
    [
      'a start after the period',
      { form: { startDate: '2026-06-02' } },
      ['W START_DATE_IN_FUTURE startDate'],
    ],
    [
      'a start long ago',
      { form: { startDate: '2026-05-01' } },
      ['W START_DATE_LATE_REPORT startDate'],
    ],
    ['a number of a fourth payer', { known: { payersWithPhone: 4 } }, ['W PHONE_SHARED mobile']],
    ['a NIK of another regency', { known: { regencyCode: '3576' } }, ['W NIK_REGION_DIFFERS nik']],
    [
      'a missing attachment',
      { attachments: [{ name: 'KTP', required: true, present: false }] },
      ['E ATTACHMENT_MISSING attachments'],
    ],
    [
      'an unreadable one',
      { attachments: [{ name: 'Akta', required: false, present: true, readable: false }] },
      ['E ATTACHMENT_UNREADABLE attachments'],
    ],
    [
      'documents that were not read yet',
      { documents: { identityCard: undefined, familyCard: undefined } },
      [],
    ],
  ])('%s', (_, changes, expected) => {
    expect(verify(changes)).toEqual(expected)
  })

  test('the self-employed need no employment, but must be younger than 65', () => {
    const { employmentStatus: _, startDate: __, wage: ___, ...form } = good.form
    const person = (birthDate: string, nik: string) => ({
      ...good,
      segment: 'BPU' as const,
      form: { ...form, birthDate, nik },
      documents: {},
    })
    const limit = (birthDate: string, nik: string) =>
      verifyParticipant(person(birthDate, nik)).map(described)
    expect(limit('1961-06-02', '3516994206610003')).toEqual([])
    expect(limit('1961-06-01', '3516994106610003')).toEqual(['E AGE_ABOVE_LIMIT birthDate'])
    expect(verifyParticipant({ ...good, form: { ...form }, segment: 'PU' }).length).toBeGreaterThan(
      0,
    )
  })
})

describe('[R-61] registration in part is named: programmes, workers, wages', () => {
  test.each([
    [{ size: 'SMALL', programmes: ['JKK', 'JKM'] }, ['W PDS_PROGRAM programmes']],
    [{ size: 'MICRO', programmes: ['JKK', 'JKM'] }, []],
    [{ workers: { registered: 9, known: 10 } }, ['W PDS_TK workerCountDeclared']],
    [{ workers: { registered: 10, known: 10 } }, []],
    [{ wages: { reported: 4_999_999, actual: 5_000_000 } }, ['W PDS_UPAH wageTotalDeclared']],
    [{ wages: { reported: 5_000_000, actual: 5_000_000 } }, []],
    [{}, []],
  ] as const)('%j', (extent, expected) => {
    expect(partialRegistration(rateTables, extent).map(described)).toEqual(expected)
  })

  test('an employer is compared with the documents and with what is known', () => {
    const findings = verifyEmployer(rateTables, {
      form: { legalName: 'PT Contoh Jaya', size: 'SMALL', programmes: ['JKK'] },
      namesInDocuments: { NPWP: 'CONTOH JAYA, PT.', NIB: 'PT Contoh Makmur' },
      employersWithNpwp: 2,
      attachments: [{ name: 'NIB', required: true, present: false }],
      extent: { workers: { registered: 1, known: 2 } },
      context: { today: '2026-06-01' },
    }).map(described)
    expect(findings).toEqual(
      expect.arrayContaining([
        'W PDS_PROGRAM programmes',
        'W EMPLOYER_NAME_DIFFERS legalName',
        'W NPWP_SHARED npwp',
        'W PDS_TK workerCountDeclared',
        'E ATTACHMENT_MISSING attachments',
      ]),
    )
    expect(findings.filter((one) => one.includes('EMPLOYER_NAME'))).toHaveLength(1)
  })
})
