import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Store } from '../../../renderer/store/database'
import {
  findEmployer,
  listEmployers,
  searchEmployers,
} from '../../../renderer/store/queries/employers'
import { getClientMeta, listOutbox, outboxSummary } from '../../../renderer/store/queries/outbox'
import { branchFigures } from '../../../renderer/store/queries/totals'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import {
  openTestStore,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'

describe('execute', () => {
  let store: Store
  let runtime: TestRuntime

  beforeEach(async () => {
    store = await openTestStore()
    runtime = testRuntime(store)
  })

  const register = (legalName: string, npwp: string) =>
    execute(
      registerEmployer,
      { employerId: newId(), profile: testProfile({ legalName, npwp }), acceptedFindings: [] },
      {},
      runtime,
    )

  it('[S-20] writes row, base image and outbox entry together and pokes the sync', async () => {
    const employerId = newId()
    const result = await execute(
      registerEmployer,
      { employerId, profile: testProfile(), acceptedFindings: [] },
      {},
      runtime,
    )

    expect(result.ok).toBe(true)
    expect(await findEmployer(employerId, store)).toMatchObject({
      legalName: 'PT Contoh Sejahtera',
      branchId: '516',
      workerCount: 0,
    })
    expect(await store.shadow.get(['employer', employerId])).toEqual({
      entity: 'employer',
      id: employerId,
      row: null,
    })
    const [waiting] = await listOutbox({}, store)
    expect(waiting).toMatchObject({ id: 1, name: 'employer.register' })
    expect(await outboxSummary(store)).toMatchObject({
      count: 1,
      bytes: waiting!.bytes,
      oldestOccurredAt: '2026-07-10T02:00:00.000Z',
    })
    expect((await getClientMeta(store)).nextId).toBe(2)
    expect(runtime.pokes).toBe(1)
  })

  it('[S-21] leaves no trace of a refused command, not even a number', async () => {
    await register('PT Pertama', '0123456789012345')
    const result = await register('PT Kedua', '0123456789012345')

    expect(result.ok).toBe(false)
    if (!result.ok) {
      expect(result.violation.code).toBe('NPWP_TAKEN')
      expect(result.violation.detail['legalName']).toBe('PT Pertama')
    }
    expect((await listEmployers({}, store)).rows).toHaveLength(1)
    expect((await outboxSummary(store)).count).toBe(1)
    expect((await getClientMeta(store)).nextId).toBe(2)
    expect(runtime.pokes).toBe(1)
    expect((await branchFigures('2026-07-10', store)).employers).toBe(1)
  })

  it('[S-22] stores no search field in rows that screens and handlers see', async () => {
    await register('CV Maju Jaya Abadi', '0123456789012345')
    const { rows } = await searchEmployers('jaya maj', store)
    expect(rows).toHaveLength(1)
    expect(Object.keys(rows[0]!).filter((key) => key.startsWith('_'))).toEqual([])
  })

  it('[S-23] numbers commands one after the other even when two are made at once', async () => {
    const names = Array.from({ length: 20 }, (_, n) => String(n).padStart(16, '0'))
    await Promise.all(names.map((npwp, n) => register(`PT Serentak ${n}`, npwp)))
    const outbox = await listOutbox({}, store)
    expect(outbox.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })
})
