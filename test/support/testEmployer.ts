import type { Actor } from '#shared/commands/definition'
import type { EmployerProfile } from '#shared/model/employer'

/** A fictional officer with the roles of the whole main job. */
export const testActor: Actor = {
  userId: 'user-1',
  name: 'Petugas Contoh',
  roles: ['PAD', 'PIUTANG', 'KABID'],
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
