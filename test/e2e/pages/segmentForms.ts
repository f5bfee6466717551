import { expect, type Page } from '@playwright/test'
import { Frame } from './frame'
import { WorkerForm, workerTyped } from './workerForm'

/** A form F1 BPU or F1 Jakon as a test fills it: field name → what is typed or chosen. */
export type SegmentTyped = Readonly<Record<string, string>>

/** An invented self-employed person; the serial makes the NIK. */
export function bpuTyped(serial: number, more: SegmentTyped = {}): SegmentTyped {
  const {
    employmentStatus: _status,
    startDate: _start,
    wage: _wage,
    ...person
  } = workerTyped(serial)
  return {
    ...person,
    kkNumber: '3516990101150001',
    occupation: 'Pedagang keliling',
    sector: 'OTHER',
    monthlyIncome: '3500000',
    withJht: 'Y',
    heirName: 'Arum Awanputih',
    heirRelation: 'Istri',
    ...more,
  }
}

/** An invented contract of 1.11 billion with VAT that begins today, in two terms of 40 and 60. */
export function projectTyped(more: SegmentTyped = {}): SegmentTyped {
  return {
    projectName: 'Pembangunan Balai Contoh',
    location: 'Desa Contoh, Mojokerto',
    ownerName: 'Dinas Contoh',
    fundingSource: 'APBD',
    contractNo: 'KTR/001/CONTOH',
    contractDate: dayFromNow(0),
    startDate: dayFromNow(1),
    endDate: dayFromNow(200),
    contractorName: 'CV Contoh Bangun',
    contractorNpwp: '0123456782699000',
    contractorPhone: '081200000003',
    contractorAddress: 'Jalan Contoh No. 3',
    contractorCity: 'Mojokerto',
    contractValue: '1110000000',
    workerCount: '24',
    termCount: '2',
    termShare1: '40',
    termDate1: dayFromNow(20),
    termShare2: '60',
    termDate2: dayFromNow(150),
    ...more,
  }
}

/** From the list of members and projects: fills the form and saves it, to the payer's own page. */
export async function registerSegment(
  page: Page,
  kind: 'bpu' | 'proyek',
  typed: SegmentTyped,
): Promise<void> {
  const frame = new Frame(page)
  await frame.go('/bpu-proyek')
  await page
    .getByRole('button', { name: kind === 'bpu' ? 'Daftarkan peserta BPU' : 'Daftarkan proyek' })
    .click()
  const form = new WorkerForm(page)
  await expect(form.field(kind === 'bpu' ? 'nik' : 'projectName')).toBeFocused()
  await form.fill(typed)
  await page.keyboard.press('Control+s')
  await expect(frame.heading).toHaveText((typed['fullName'] ?? typed['projectName']) as string)
}

/** `DD/MM/YYYY` in Jakarta, this many days from now. */
function dayFromNow(days: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jakarta' }).format(
    Date.now() + days * 86_400_000,
  )
}
