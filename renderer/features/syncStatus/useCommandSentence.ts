import { z } from 'zod'
import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import type { PendingCommand } from '#shared/sync/clientPorts'
import { period } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useFieldWords } from '../edits'

/** The parts of any command's arguments that a sentence can show. */
const Shown = z.looseObject({
  profile: z
    .looseObject({ legalName: z.string().optional(), projectName: z.string().optional() })
    .optional(),
  entry: z.looseObject({ person: z.looseObject({ fullName: z.string() }) }).optional(),
  entries: z.array(z.unknown()).optional(),
  fileName: z.string().optional(),
  period: z.string().optional(),
  firstPeriod: z.string().optional(),
  code: z.string().optional(),
  provisional: z.looseObject({}).optional(),
  name: z.string().optional(),
  addition: z.looseObject({ title: z.string() }).optional(),
  set: z.record(z.string(), z.unknown()).optional(),
  contact: z.looseObject({ name: z.string() }).optional(),
})

/** What a command was, as the person who did it would say. */
export function useCommandSentence(): (command: Pick<PendingCommand, 'name' | 'args'>) => string {
  const { t } = useTexts('syncStatus')
  const { labelOf } = useFieldWords()
  return ({ name, args }) => {
    const shown = Shown.safeParse(args).data ?? {}
    switch (name) {
      case 'employer.register':
        return t(name, { name: shown.profile?.legalName ?? '' })
      case 'project.register':
        return t(name, { name: shown.profile?.projectName ?? '' })
      case 'bpu.finalise':
        return t(name, { period: shown.firstPeriod ? period(shown.firstPeriod) : '' })
      case 'bpu.register':
      case 'worker.register':
        return t(name, { name: shown.entry?.person.fullName ?? '' })
      case 'worker.import':
        return t(name, { count: shown.entries?.length ?? 0, name: shown.fileName ?? '' })
      case 'bill.finalise':
        return t(name, { period: shown.period ? period(shown.period) : '' })
      case 'code.issue':
        // A request: nobody may see its number before the server has accepted it.
        if (!shown.provisional) return t('codeRequest')
        return t(name, { code: shown.code ? formatPaymentCode(shown.code) : '' })
      case 'document.attach':
        return t(name, { name: shown.name ?? '' })
      case 'rates.propose':
        return t(name, { name: shown.addition?.title ?? '' })
      case 'record.patch':
        return t(name, {
          field: Object.keys(shown.set ?? {})
            .map(labelOf)
            .join(', '),
        })
      case 'contact.add':
        return t(name, { name: shown.contact?.name ?? '' })
      case 'project.finalise':
      case 'rates.approve':
      case 'rates.reject':
      case 'bill.cancel':
      case 'code.cancel':
      case 'reservation.take':
      case 'reservation.release':
      case 'reservation.ask':
      case 'letter.create':
      case 'letter.recordPrint':
      case 'refusal.settle':
      case 'refusal.note':
      case 'contact.remove':
      case 'document.remove':
        return t(name)
      default:
        return t('other', { name })
    }
  }
}
