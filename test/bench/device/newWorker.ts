import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import { workerEntry } from '../../support/samples'

/** Persons per birthday; the practice branch has its serials above. */
const PER_DAY = 4_000

/** The n-th invented worker: nobody else has that NIK. @param n below 100,000 */
export function newWorker(n: number): WorkerEntry {
  const day = String(1 + Math.floor(n / PER_DAY)).padStart(2, '0')
  return workerEntry(0, {
    nik: `351699${day}0160${String(1 + (n % PER_DAY)).padStart(4, '0')}`,
    fullName: `Pekerja Bangku ${n}`,
    birthDate: `1960-01-${day}`,
  })
}
