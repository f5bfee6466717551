import { z } from 'zod'
import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import type { RefusedWork } from '../../store/queries/decisions'
import type { DecisionCard } from './group'

const Args = z.looseObject({
  employerId: z.string().optional(),
  memberId: z.string().optional(),
  projectId: z.string().optional(),
  /** `payerId:period:kind`; see billIdOf. */
  billId: z.string().optional(),
  billIds: z.array(z.string()).optional(),
  code: z.string().optional(),
  kind: z.string().optional(),
  paymentCodeId: z.string().optional(),
  provisional: z.unknown().optional(),
})

/** Whoever pays in refused work (employer, member, project), as far as its arguments tell. */
export function payerOf({ command }: Pick<RefusedWork, 'command'>): string | undefined {
  const args = Args.safeParse(command.args).data
  const billId = args?.billIds?.[0] ?? args?.billId
  return args?.employerId ?? args?.memberId ?? args?.projectId ?? billId?.split(':')[0]
}

/** The payer that a refusal names, such as the one that is registered already. */
export function namedPayerOf({ detail }: Pick<RefusedWork, 'detail'>): string | undefined {
  return [detail['employerId'], detail['memberId'], detail['projectId']].find(
    (id) => typeof id === 'string',
  )
}

/** The letter of a code, by which its paper can be made again. */
export function letterOf({
  command,
}: Pick<RefusedWork, 'command'>): { codeId: string; kind: 'penagihan' | 'rincian' } | undefined {
  const args = Args.safeParse(command.args).data
  if (command.name !== 'letter.create' || !args?.paymentCodeId) return undefined
  return {
    codeId: args.paymentCodeId,
    kind: args.kind === 'STATEMENT' ? 'rincian' : 'penagihan',
  }
}

/** Something on paper or screen that an employer may hold because of refused work. */
export type HandedOut =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'letter' | 'statement' | 'print' }

/** What of a card may be out of the house: a code under this device's right, letters, prints. */
export function handedOut({ head, followers }: DecisionCard): HandedOut[] {
  const found = new Map<string, HandedOut>()
  for (const { command } of [head, ...followers]) {
    const args = Args.safeParse(command.args).data ?? {}
    const paper = paperOf(command.name, args)
    if (paper) found.set(JSON.stringify(paper), paper)
  }
  return [...found.values()]
}

function paperOf(name: string, args: z.infer<typeof Args>): HandedOut | undefined {
  switch (name) {
    case 'code.issue':
      // Without a promise it was a question: nobody has seen the number.
      return args.provisional && args.code
        ? { kind: 'code', code: formatPaymentCode(args.code) }
        : undefined
    case 'letter.create':
      return { kind: args.kind === 'STATEMENT' ? 'statement' : 'letter' }
    case 'letter.recordPrint':
      return { kind: 'print' }
    default:
      return undefined
  }
}
