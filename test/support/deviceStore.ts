import 'fake-indexeddb/auto'
import { registry } from '#shared/commands/registry'
import type { Actor } from '#shared/commands/definition'
import type { EmployerProfile } from '#shared/model/employer'
import { openStore, type Store } from '../../renderer/store/database'
import type { CommandRuntime } from '../../renderer/sync/runtime'
import { newId } from '../../renderer/sync/newId'

let count = 0

/** A fresh database of its own over the in-memory IndexedDB. */
export function openTestStore(): Promise<Store> {
  count += 1
  return openStore({ name: `test-${count}-${newId()}` })
}

export const testDeviceId = '0190a000-0000-7000-8000-0000000000d1'
export const testBranchId = '516'

/** A fictional officer with the roles of the whole main job. */
export const testActor: Actor = {
  userId: 'user-1',
  name: 'Petugas Contoh',
  roles: ['PAD', 'PIUTANG', 'KABID'],
}

export interface TestRuntime extends CommandRuntime {
  pokes: number
  time: number
}

/** A runtime over a store with a clock that the test moves. */
export function testRuntime(store: Store, actor: Actor = testActor): TestRuntime {
  const runtime: TestRuntime = {
    store,
    registry,
    pokes: 0,
    time: Date.parse('2026-07-10T02:00:00.000Z'),
    identity: () => ({ actor, branchId: testBranchId, deviceId: testDeviceId }),
    now: () => runtime.time,
    poke: () => {
      runtime.pokes += 1
    },
  }
  return runtime
}

/** A fictional employer's form F1. */
export function testProfile(changes: Partial<EmployerProfile> = {}): EmployerProfile {
  return {
    legalName: 'PT Contoh Sejahtera',
    legalForm: 'PT',
    npwp: '0123456789012345',
    division: '000',
    businessTypeId: 'makanan',
    riskLevel: 2,
    size: 'SMALL',
    sizeBasis: 'CAPITAL',
    sizeAmount: 1_000_000_000,
    programmes: ['JKK', 'JKM', 'JHT', 'JP'],
    startPeriod: '2026-01',
    address: 'Jalan Contoh 1',
    regency: 'Kota Contoh',
    postcode: '12345',
    phone: '0215550100',
    email: 'kantor@contoh.example',
    ownerName: 'Pemilik Contoh',
    ownerNik: '3516990101800001',
    ownerPosition: 'Direktur',
    picName: 'Narahubung Contoh',
    picPosition: 'HRD',
    picPhone: '081255501000',
    picEmail: 'hrd@contoh.example',
    picConsent: true,
    workerCountDeclared: 3,
    wageTotalDeclared: 15_000_000,
    ...changes,
  }
}
