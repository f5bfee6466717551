import { findSetting, putSetting } from '../../../store/settings'
import { CARRIED_OVER, type CarriedOver, type WorkerValues } from './workerValues'

const key = (employerId: string) => `carryOver:${employerId}`

/** What the last worker of this employer had in common with the next one. */
export async function findCarriedOver(employerId: string): Promise<CarriedOver> {
  const kept = await findSetting(key(employerId))
  if (typeof kept !== 'object' || kept === null) return {}
  const fields = Object.entries(kept).filter(
    ([name, value]) => typeof value === 'string' && CARRIED_OVER.some((field) => field === name),
  )
  return Object.fromEntries(fields)
}

export async function keepCarriedOver(employerId: string, values: WorkerValues): Promise<void> {
  await putSetting(
    key(employerId),
    Object.fromEntries(CARRIED_OVER.map((field) => [field, values[field]])),
  )
}
