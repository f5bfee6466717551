import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import type { BpuEntry } from '#shared/commands/bpu/registerBpu'
import type { BpuTerms } from '#shared/model/bpuMember'
import type { EmployerProfile } from '#shared/model/employer'
import type { ProjectProfile } from '#shared/model/project'

/** An invented employer; `npwp` decides whether two of them clash. */
export function employerProfile(more: Partial<EmployerProfile> = {}): EmployerProfile {
  return {
    legalName: 'PT Contoh Uji Coba',
    legalForm: 'PT',
    npwp: '0123456782699000',
    nib: '9900000000001',
    division: '000',
    businessTypeId: 'shop',
    riskLevel: 2,
    size: 'MEDIUM',
    sizeBasis: 'CAPITAL',
    sizeAmount: 7_000_000_000,
    programmes: ['JKK', 'JKM', 'JHT', 'JP'],
    startPeriod: '2026-01',
    address: 'Jalan Contoh No. 1',
    regency: 'Mojokerto',
    postcode: '61300',
    phone: '+628120000001',
    email: 'kantor@contoh.example',
    ownerName: 'Wira Contoh',
    ownerNik: '3516990101800001',
    ownerPosition: 'Direktur',
    picName: 'Sekar Contoh',
    picPosition: 'Personalia',
    picPhone: '+628120000002',
    picEmail: 'personalia@contoh.example',
    picConsent: true,
    workerCountDeclared: 3,
    wageTotalDeclared: 15_000_000,
    ...more,
  }
}

/** An invented worker; `serial` makes the NIK. */
export function workerEntry(
  serial: number,
  person: Partial<WorkerEntry['person']> = {},
  terms: Partial<WorkerEntry['terms']> = {},
): WorkerEntry {
  return {
    participantId: crypto.randomUUID(),
    membershipId: crypto.randomUUID(),
    person: {
      nik: `351699010190${String(serial).padStart(4, '0')}`,
      fullName: `Pekerja Contoh ${serial}`,
      birthPlace: 'Mojokerto',
      birthDate: '1990-01-01',
      sex: 'M',
      married: false,
      motherName: 'Ibu Contoh',
      nationality: 'WNI',
      address: 'Jalan Contoh No. 2',
      ...person,
    },
    terms: { employmentStatus: 'PKWTT', startDate: '2026-01-05', wage: 5_000_000, ...terms },
    acceptedFindings: [],
  }
}

/** An invented self-employed person; `serial` makes the NIK. */
export function bpuEntry(
  serial: number,
  terms: Partial<BpuTerms> = {},
  person: Partial<BpuEntry['person']> = {},
): BpuEntry {
  const worker = workerEntry(serial, { fullName: `Mandiri Contoh ${serial}`, ...person })
  return {
    memberId: crypto.randomUUID(),
    participantId: worker.participantId,
    person: worker.person,
    acceptedFindings: [],
    terms: {
      occupation: 'Pedagang keliling',
      sector: 'OTHER',
      isBusinessOwner: false,
      monthlyIncome: 1_000_000,
      withJht: false,
      route: 'SELF',
      startPeriod: '2026-05',
      heirName: 'Ahli Waris Contoh',
      heirRelation: 'Istri',
      ...terms,
    },
  }
}

/** An invented project: 1 billion without VAT, in three terms. */
export function projectProfile(more: Partial<ProjectProfile> = {}): ProjectProfile {
  return {
    projectName: 'Pembangunan Balai Contoh',
    location: 'Desa Contoh',
    contractorName: 'CV Contoh Bangun',
    contractorNpwp: '0123456782699000',
    contractorAddress: 'Jalan Contoh No. 3',
    contractorCity: 'Mojokerto',
    contractorPhone: '+628120000003',
    ownerName: 'Dinas Contoh',
    fundingSource: 'APBD',
    contractNo: 'KTR/001/2026',
    contractDate: '2026-03-10',
    startDate: '2026-03-16',
    endDate: '2026-12-15',
    workerCount: 24,
    method: 'CONTRACT',
    contractValue: 1_110_000_000,
    includesVat: true,
    terms: [
      { sharePpm: 300_000, dueDate: '2026-05-15' },
      { sharePpm: 400_000, dueDate: '2026-08-15' },
      { sharePpm: 300_000, dueDate: '2026-11-15' },
    ],
    ...more,
  }
}
