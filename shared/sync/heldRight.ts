import { payerEntities } from '../commands/payers/payer'
import { RuleViolation } from '../commands/ruleCodes'
import { localDateOfInstant } from '../domain/calendar/localDate'
import { isRightAlive } from '../domain/codes/issueRight'
import type { RowOf } from '../model/entities'
import type { EntityRow } from '../model/entity'
import type { ClientTransaction, ClockReading, ShadowEntry } from './clientPorts'

/** A right under which this device may hand out codes that no server has seen. */
export interface HeldRight {
  readonly reservationId: string
  readonly until: string
}

/**
 * The later of the device's clock and the last known time of the server: a clock set back must
 * not prolong anything.
 */
export function latestKnownTime(now: string, clock: ClockReading | undefined): string {
  return clock !== undefined && clock.serverTime > now ? clock.serverTime : now
}

/**
 * The time as far as it is known here: this device's clock without the error that the server
 * noticed, and never before the server's last word.
 * @param deviceTime epoch milliseconds by this device's clock
 * @returns UTC instant
 */
export function knownTime(deviceTime: number, clock: ClockReading | undefined): string {
  return latestKnownTime(new Date(deviceTime - (clock?.offsetMs ?? 0)).toISOString(), clock)
}

/**
 * The right that this device holds for an employer. It must stand in the server's image, not only
 * in work that waits, or belong to a payer that no server has ever seen. While a recovery is
 * under way nothing is held: the server may have lost it.
 * @param now `latestKnownTime`
 * @param forfeited rights that this copy of a device has given up
 */
export async function findHeldRight(
  tx: Pick<ClientTransaction, 'meta' | 'list' | 'findShadow'>,
  employerId: string,
  device: Pick<IssuingDevice, 'deviceId' | 'now' | 'forfeited'>,
): Promise<HeldRight | undefined> {
  if ((await tx.meta()).recovery) return undefined
  const day = localDateOfInstant(device.now)
  const isMine = (row: Reservation) => row.deviceId === device.deviceId && isRightAlive(row, day)
  const [row] = (await tx.list('reservation', 'liveKey', [employerId])) as unknown as Reservation[]
  if (!row || !isMine(row) || device.forfeited?.includes(row.id)) return undefined
  const shadow = await tx.findShadow('reservation', row.id)
  if (shadow?.row === null) {
    const images = []
    for (const entity of payerEntities) images.push(await tx.findShadow(entity, employerId))
    const isUnknown = images.some((image) => image?.row === null)
    return isUnknown ? { reservationId: row.id, until: row.until } : undefined
  }
  const confirmed = imageOf(row, shadow)
  if (!isMine(confirmed)) return undefined
  const until = confirmed.until < row.until ? confirmed.until : row.until
  return { reservationId: row.id, until }
}

/**
 * A code of these bills whose paper may still be alive although it is over here: cancelled or run
 * out by this device's word alone. Without the server nobody may hand out another one beside it.
 * @param clock last contact: what had ended by then has ended for certain
 */
async function findUnsettledCode(
  tx: Pick<ClientTransaction, 'list' | 'findShadow'>,
  billIds: readonly string[],
  clock: ClockReading | undefined,
): Promise<PaymentCode | undefined> {
  const known = clock ? localDateOfInstant(clock.serverTime) : ''
  for (const billId of billIds) {
    const codes = (await tx.list('paymentCode', 'billIds', [billId])) as unknown as PaymentCode[]
    for (const code of codes) {
      const shadow = await tx.findShadow('paymentCode', code.id)
      const mayLive =
        shadow?.row === null
          ? code.provisional !== undefined && code.provisional.until >= known
          : isAliveAt(imageOf(code, shadow), known)
      if (mayLive) return code
    }
  }
  return undefined
}

/** What a device knows when it is about to make a code. */
export interface IssuingDevice {
  readonly deviceId: string
  /** `latestKnownTime` */
  readonly now: string
  /** The last contact with the server. */
  readonly clock: ClockReading | undefined
  /** False: the server cannot be asked now. */
  readonly reachable: boolean
  /** Rights that this copy of a device has given up. */
  readonly forfeited?: readonly string[]
}

/**
 * Decides how a device may make a code: under the right it holds, so that it can be handed out at
 * once, or (undefined) as a question to the server, which nobody sees before the answer.
 * @throws RuleViolation when neither is possible now
 */
export async function decideIssue(
  tx: Pick<ClientTransaction, 'meta' | 'list' | 'findShadow'>,
  { employerId, billIds }: { readonly employerId: string; readonly billIds: readonly string[] },
  device: IssuingDevice,
): Promise<HeldRight | undefined> {
  const right = await findHeldRight(tx, employerId, device)
  if (!right) {
    if (!device.reachable) throw new RuleViolation('NOT_RESERVED')
    return undefined
  }
  const open = await findUnsettledCode(tx, billIds, device.clock)
  const isOver =
    open && (open.status !== 'ACTIVE' || open.validUntil < localDateOfInstant(device.now))
  // One that plainly lives is refused by the rule itself, with its facts.
  if (isOver) throw new RuleViolation('CODE_UNSETTLED', { code: open.code })
  return right
}

type Reservation = RowOf<'reservation'>
type PaymentCode = RowOf<'paymentCode'>

function isAliveAt(code: PaymentCode, day: string): boolean {
  return code.status === 'ACTIVE' && code.validUntil >= day
}

/** The row as the server had it at the last pull. */
function imageOf<Row extends EntityRow>(row: Row, shadow: ShadowEntry | undefined): Row {
  return (shadow?.row as Row | null | undefined) ?? row
}
