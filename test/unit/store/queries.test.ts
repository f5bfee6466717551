import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EntityRow } from '#shared/model/entity'
import { localTransaction } from '../../../renderer/store/clientTx'
import type { Store } from '../../../renderer/store/database'
import { listBillsOfEmployer, listOverdueBills } from '../../../renderer/store/queries/bills'
import { listCodesOfBill, listLivingCodes } from '../../../renderer/store/queries/codes'
import {
  findEmployerByTaxKey,
  listEmployers,
  searchEmployers,
} from '../../../renderer/store/queries/employers'
import { MAX_ROWS } from '../../../renderer/store/queries/live'
import { branchFigures, periodFigures } from '../../../renderer/store/queries/totals'
import {
  findParticipantByNik,
  listMemberships,
  searchParticipants,
} from '../../../renderer/store/queries/workers'
import { openTestStore, testProfile } from '../../support/deviceStore'

let store: Store

/** Puts rows into the view as a pull would. */
function put(entity: string, ...rows: object[]): Promise<void> {
  return localTransaction(store, async (tx) =>
    tx.apply({
      rows: rows.map((row) => ({
        entity,
        id: (row as EntityRow).id,
        row: { branchId: '516', ...row } as EntityRow,
      })),
      shadow: { put: [], remove: [] },
      outbox: { put: [], remove: [] },
      archive: [],
      rejections: [],
      meta: await tx.meta(),
    }),
  )
}

const employer = (id: string, legalName: string, more: object = {}) => ({
  ...testProfile({ legalName }),
  id,
  ...more,
})

const bill = (id: string, more: object) => ({
  id,
  employerId: 'e1',
  period: '2026-05',
  status: 'FINALIZED',
  total: 100,
  paidPrincipal: 0,
  effectiveDueDate: '2026-06-15',
  ...more,
})

beforeEach(async () => {
  store = await openTestStore()
})

describe('employers', () => {
  beforeEach(() =>
    put(
      'employer',
      employer('1', 'PT Maju Jaya', { npp: 'AB123456', taxKey: '0123456789012345/000' }),
      employer('2', 'CV Jaya Abadi'),
      employer('3', 'Zamrud Nusantara, PT'),
      employer('4', 'UD Majapahit Jaya'),
      employer('5', 'Koperasi Bersama'),
    ),
  )

  const names = async (typed: string) =>
    (await searchEmployers(typed, store)).rows.map((row) => row.legalName)

  it('[U-10] lists by name without the legal form, a page at a time, each once', async () => {
    const first = await listEmployers({ limit: 2 }, store)
    const second = await listEmployers({ limit: 2, after: first.next! }, store)
    const third = await listEmployers({ limit: 2, after: second.next! }, store)
    expect([first, second, third].map((page) => page.rows.map((row) => row.legalName))).toEqual([
      ['Koperasi Bersama', 'CV Jaya Abadi'],
      ['UD Majapahit Jaya', 'PT Maju Jaya'],
      ['Zamrud Nusantara, PT'],
    ])
    expect(third.next).toBeUndefined()
  })

  it('[U-11] finds by the beginning of any word, in any order, whatever the case', async () => {
    expect(await names('maj')).toEqual(['UD Majapahit Jaya', 'PT Maju Jaya'])
    expect(await names('JAYA maj')).toEqual(['UD Majapahit Jaya', 'PT Maju Jaya'])
    expect(await names('jaya maju')).toEqual(['PT Maju Jaya'])
    expect(await names('pt maju')).toEqual(['PT Maju Jaya'])
    expect(await names('nusantara')).toEqual(['Zamrud Nusantara, PT'])
    expect(await names('aya')).toEqual([])
    expect(await names('  ')).toEqual([])
  })

  it('[U-11] finds by NPP and NPWP', async () => {
    expect(await names('ab1234')).toEqual(['PT Maju Jaya'])
    expect((await findEmployerByTaxKey('0123456789012345/000', store))?.id).toBe('1')
  })

  it('[U-12] never returns more than the limit, and says that there is more', async () => {
    await put(
      'employer',
      ...Array.from({ length: 1_100 }, (_, n) => employer(`x${n}`, `PT Seragam ${n}`)),
    )
    const hits = await searchEmployers('seragam', store)
    expect(hits.rows).toHaveLength(50)
    expect(hits.truncated).toBe(true)
    expect((await listEmployers({ limit: 100_000 }, store)).rows).toHaveLength(MAX_ROWS)
    // The rarer word leads, so the one hit is found among 1,100.
    const rare = await searchEmployers('seragam 777', store)
    expect(rare.rows.map((row) => row.legalName)).toEqual(['PT Seragam 777'])
    expect(rare.truncated).toBe(false)
  })

  it('[U-10] forgets the old name after a change', async () => {
    await put('employer', employer('1', 'PT Sinar Baru'))
    expect(await names('maju')).toEqual([])
    expect(await names('sinar')).toEqual(['PT Sinar Baru'])
    expect((await branchFigures('2026-07-10', store)).employers).toBe(5)
  })
})

describe('workers', () => {
  beforeEach(async () => {
    await put(
      'participant',
      { id: 'p1', nik: '3516990101900001', fullName: 'Siti Contoh' },
      { id: 'p2', nik: '3516990101900002', fullName: "Dwi Nur'aini" },
    )
    await put(
      'membership',
      {
        id: 'm1',
        employerId: 'e1',
        participantId: 'p1',
        fullName: 'siti contoh',
        status: 'ACTIVE',
      },
      {
        id: 'm2',
        employerId: 'e1',
        participantId: 'p2',
        fullName: 'Dwi Nuraini',
        status: 'ACTIVE',
      },
      { id: 'm3', employerId: 'e2', participantId: 'p2', fullName: 'Dwi Nuraini', status: 'ENDED' },
    )
  })

  it('[U-13] lists the workers of one employer only, by name, a page at a time', async () => {
    const first = await listMemberships('e1', { limit: 1 }, store)
    const second = await listMemberships('e1', { limit: 1, after: first.next! }, store)
    expect(first.rows.map((row) => row.id)).toEqual(['m2'])
    expect(second.rows.map((row) => row.id)).toEqual(['m1'])
    expect(second.next).toBeUndefined()
    const filtered = await listMemberships('e1', { namePrefix: 'sit' }, store)
    expect(filtered.rows.map((row) => row.id)).toEqual(['m1'])
  })

  it('[U-13] lists for handlers by id although the index sorts by name', async () => {
    const rows = await localTransaction(store, (tx) => tx.list('membership', 'employerId', ['e1']))
    expect(rows.map(({ id }) => id)).toEqual(['m1', 'm2'])
  })

  it('[U-14] finds a person by exact NIK, first digits, or words of the name', async () => {
    expect((await findParticipantByNik('3516990101900001', store))?.id).toBe('p1')
    expect(await findParticipantByNik('3516990101900009', store)).toBeUndefined()
    const ids = async (typed: string) =>
      (await searchParticipants(typed, store)).rows.map(({ id }) => id)
    expect(await ids('351699')).toEqual(['p1', 'p2'])
    expect(await ids('cont sit')).toEqual(['p1'])
    expect(await ids("nur'aini")).toEqual(['p2'])
  })

  it('[U-15] counts active memberships without counting', async () => {
    expect((await branchFigures('2026-07-10', store)).activeMemberships).toBe(2)
  })
})

describe('bills and codes', () => {
  it('[U-16] lists what is overdue, oldest first, and sums it without reading bills', async () => {
    await put(
      'bill',
      bill('b1', { effectiveDueDate: '2026-07-15' }),
      bill('b2', { effectiveDueDate: '2026-06-15', status: 'CODE_ISSUED', total: 250 }),
      bill('b3', { effectiveDueDate: '2026-05-18', status: 'PARTIALLY_PAID', paidPrincipal: 40 }),
      bill('b4', { effectiveDueDate: '2026-05-18', status: 'PAID' }),
      bill('b5', { effectiveDueDate: '2026-05-18', status: 'CANCELLED' }),
    )
    const first = await listOverdueBills('2026-07-15', { limit: 1 }, store)
    expect(first.rows.map(({ id }) => id)).toEqual(['b3'])
    const rest = await listOverdueBills('2026-07-15', { limit: 5, after: first.next! }, store)
    expect(rest.rows.map(({ id }) => id)).toEqual(['b2'])
    const figures = await branchFigures('2026-07-15', store)
    expect(figures.overdue).toEqual({ count: 2, amount: 310 })
    expect(figures.open).toEqual({ count: 3, amount: 410 })
    // On the due date itself nothing is late; one day after it is.
    expect((await branchFigures('2026-07-16', store)).overdue.count).toBe(3)
    expect(await periodFigures('2026-05', store)).toEqual({
      billed: { count: 4, amount: 550 },
      paid: { count: 1, amount: 100 },
    })
  })

  it('[U-16] a bill that is paid leaves list and sum', async () => {
    await put('bill', bill('b1', {}))
    await put('bill', bill('b1', { status: 'PAID' }))
    expect((await listOverdueBills('2027-01-01', {}, store)).rows).toEqual([])
    expect((await branchFigures('2027-01-01', store)).overdue).toEqual({ count: 0, amount: 0 })
    expect(await store.totals.get('open:2026-06-15')).toBeUndefined()
  })

  it('[U-17] lists bills of an employer from the newest month', async () => {
    await put(
      'bill',
      bill('b1', { period: '2026-04' }),
      bill('b2', { period: '2026-06' }),
      bill('b3', { period: '2026-05' }),
      bill('b4', { period: '2026-07', employerId: 'e2' }),
    )
    const bills = await listBillsOfEmployer('e1', 2, store)
    expect(bills.map(({ period }) => period)).toEqual(['2026-06', '2026-05'])
  })

  it('[U-18] finds codes by each of their bills; living ones by last day', async () => {
    const code = (id: string, status: string, validUntil: string) => ({
      id,
      code: id,
      employerId: 'e1',
      billIds: ['b1', id],
      status,
      validUntil,
      amount: 10,
    })
    await put(
      'paymentCode',
      code('c1', 'CANCELLED', '2026-07-31'),
      code('c2', 'ACTIVE', '2026-07-31'),
      code('c3', 'ACTIVE', '2026-07-20'),
      code('c4', 'ACTIVE', '2026-07-01'),
    )
    const ofBill = await listCodesOfBill('b1', store)
    expect(ofBill.map(({ id }) => id)).toEqual(['c4', 'c3', 'c2', 'c1'])
    const living = await listLivingCodes('2026-07-20', 50, store)
    expect(living.map(({ id }) => id)).toEqual(['c3', 'c2'])
    expect((await branchFigures('2026-07-20', store)).livingCodes).toEqual({ count: 2, amount: 20 })
  })
})
