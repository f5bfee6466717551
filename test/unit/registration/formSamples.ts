import {
  emptyEmployer,
  type EmployerValues,
} from '../../../renderer/features/registration/employerForm/employerValues'
import {
  emptyWorker,
  type WorkerValues,
} from '../../../renderer/features/registration/workerForm/workerValues'

export const TODAY = '2026-11-22'

/** Form F1 as a clerk types it, faultless. The company and all people are invented. */
export function employerValues(changes: Partial<EmployerValues> = {}): EmployerValues {
  return {
    ...emptyEmployer(TODAY),
    legalName: 'Contoh Maju Jaya',
    legalForm: 'PT',
    npwp: '01.234.567.4-901.000',
    nib: '1234 5678 9012 3',
    address: 'Jl. Contoh 1',
    regency: 'Kab. Contoh',
    postcode: '61363',
    phone: '0321-123456',
    email: 'kantor@contoh.example',
    ownerName: 'Bagas Embunpagi',
    ownerNik: '3516 9912 0385 0001',
    ownerPosition: 'Direktur',
    picName: 'Sekar Rimbajati',
    picPosition: 'HRD',
    picPhone: '0812-3456-7890',
    picEmail: 'hrd@contoh.example',
    picConsent: true,
    businessTypeId: 'road-transport',
    riskLevel: '4',
    sizeBasis: 'SALES',
    sizeAmount: '3.000.000.000',
    size: 'SMALL',
    programmes: ['JKK', 'JKM', 'JHT'],
    workerCountDeclared: '12',
    wageTotalDeclared: '48.000.000',
    ...changes,
  }
}

/** Form F1a, faultless. */
export function workerValues(changes: Partial<WorkerValues> = {}): WorkerValues {
  return {
    ...emptyWorker(),
    nik: '3516 9945 0895 0003',
    fullName: 'Siti Sawahhijau',
    birthPlace: 'Contoh',
    birthDate: '05/08/1995',
    sex: 'F',
    married: 'Y',
    motherName: 'Ratih Lautbiru',
    address: 'Jl. Kenanga 3',
    postcode: '61363',
    mobile: '0812-3456-7890',
    workLocationCode: '3516',
    employmentStatus: 'PKWTT',
    startDate: '01/11/2026',
    wage: '4.500.000',
    ...changes,
  }
}
