import { describe, expect, it } from 'vitest'
import { MAX_TERMS, ProjectProfile } from '#shared/model/project'
import { rateTables } from '#shared/reference/tables'
import {
  bpuValuesOf,
  checkBpu,
  emptyBpu,
  getBpuInput,
} from '../../../renderer/features/registration/bpuForm/bpuValues'
import {
  checkProject,
  emptyProject,
  FORM_TERMS,
  getProjectProfile,
  projectValuesOf,
} from '../../../renderer/features/registration/projectForm/projectValues'

const TODAY = '2026-05-04'

const bpu = {
  ...emptyBpu(TODAY),
  nik: '3516 9901 0190 0001',
  fullName: 'Mandiri Contoh',
  birthPlace: 'Mojokerto',
  birthDate: '01/01/1990',
  sex: 'M',
  married: 'T',
  motherName: 'Ibu Contoh',
  kkNumber: '3516990101150001',
  address: 'Jalan Contoh 2',
  mobile: '0812-5550-1000',
  occupation: 'Pedagang keliling',
  sector: 'OTHER',
  monthlyIncome: '1.000.000',
  heirName: 'Ahli Waris Contoh',
  heirRelation: 'Istri',
}

const project = {
  ...emptyProject(),
  projectName: 'Balai Contoh',
  location: 'Desa Contoh',
  contractorName: 'CV Contoh',
  contractorNpwp: '0123456782699000',
  contractorAddress: 'Jalan Contoh 3',
  contractorCity: 'Mojokerto',
  contractorPhone: '0812-5550-1000',
  ownerName: 'Dinas Contoh',
  fundingSource: 'APBD',
  contractNo: 'KTR/001/2026',
  contractDate: '10/03/2026',
  startDate: '16/03/2026',
  endDate: '15/12/2026',
  workerCount: '24',
  contractValue: '1.110.000.000',
  termCount: '2',
  termShare1: '37,5',
  termDate1: '15/05/2026',
  termShare2: '62,5',
  termDate2: '15/08/2026',
}

const errorsOf = (findings: ReturnType<typeof checkBpu>) =>
  findings
    .filter(({ severity }) => severity === 'ERROR')
    .map(({ field, code }) => `${field} ${code}`)

describe('forms of the other segments', () => {
  it('[R-112] a complete form of the self-employed is what the command takes', () => {
    expect(errorsOf(checkBpu(bpu, TODAY))).toEqual([])
    const { person, terms } = getBpuInput(bpu)
    expect(person.nik).toBe('3516990101900001')
    expect(terms).toMatchObject({ monthlyIncome: 1_000_000, startPeriod: '2026-05', route: 'SELF' })
    expect(errorsOf(checkBpu(emptyBpu(TODAY), TODAY))).toEqual(
      expect.arrayContaining(['nik REQUIRED', 'occupation REQUIRED', 'heirName REQUIRED']),
    )
    const byGroup = { ...bpu, route: 'GROUP' }
    expect(errorsOf(checkBpu(byGroup, TODAY))).toEqual(['paidBy REQUIRED'])
  })

  it('[R-112] a complete form of a project is what the command takes', () => {
    expect(errorsOf(checkProject(rateTables, project, TODAY))).toEqual([])
    const profile = getProjectProfile(project)
    expect(ProjectProfile.parse(profile).terms).toEqual([
      { sharePpm: 375_000, dueDate: '2026-05-15' },
      { sharePpm: 625_000, dueDate: '2026-08-15' },
    ])
    const short = { ...project, termShare2: '62' }
    expect(errorsOf(checkProject(rateTables, short, TODAY))).toEqual(['termShare2 TERMS_NOT_WHOLE'])
    const wages = { ...project, method: 'WAGE' }
    expect(getProjectProfile(wages).terms).toEqual([])
  })

  it('[R-31] what is stored or refused opens as the same form again', () => {
    const owner = {
      ...bpu,
      isBusinessOwner: 'Y',
      withJht: 'Y',
      route: 'GROUP',
      paidBy: 'Wadah Contoh',
      workLocation: 'Pasar Contoh',
      workHours: '07.00 – 15.00',
      heirPhone: '0812-5550-1001',
    }
    for (const values of [bpu, owner]) {
      const input = getBpuInput(values)
      const again = bpuValuesOf(input)
      expect(errorsOf(checkBpu(again, TODAY))).toEqual([])
      expect(getBpuInput(again)).toEqual(input)
      expect(again.monthlyIncome).toBe('1.000.000')
    }
    const wages = { ...project, method: 'WAGE', spkNo: 'SPK/1', spkDate: '11/03/2026' }
    for (const values of [project, wages, { ...project, maintenanceEndDate: '15/03/2027' }]) {
      const profile = getProjectProfile(values)
      const again = projectValuesOf(profile)
      expect(errorsOf(checkProject(rateTables, again, TODAY))).toEqual([])
      expect(getProjectProfile(again)).toEqual(profile)
      expect(again.termShare1).toBe(values.method === 'WAGE' ? '100' : '37,5')
    }
  })

  it('[R-111] the form has room for every term that a project may have', () => {
    expect(FORM_TERMS).toHaveLength(MAX_TERMS)
    const whole = {
      ...project,
      termCount: '12',
      ...Object.fromEntries(
        FORM_TERMS.flatMap((no) => [
          [`termShare${no}`, no === 12 ? '8,3337' : '8,3333'],
          [`termDate${no}`, `${String(no).padStart(2, '0')}/06/2026`],
        ]),
      ),
    }
    expect(errorsOf(checkProject(rateTables, whole, TODAY))).toEqual([])
    const profile = getProjectProfile(whole)
    expect(profile.terms).toHaveLength(12)
    expect(profile.terms.at(-1)).toEqual({ sharePpm: 83_337, dueDate: '2026-06-12' })
    expect(getProjectProfile(projectValuesOf(profile))).toEqual(profile)
    const late = { ...whole, termDate12: '01/06/2026' }
    expect(errorsOf(checkProject(rateTables, late, TODAY))).toEqual([
      'termDate12 TERMS_NOT_IN_ORDER',
    ])
  })
})
