import { useNavigate } from '@tanstack/react-router'
import { announceOnNextPage } from '../../components/SavedNotice'
import { useTexts } from '../../i18n/useTexts'
import { usePayer } from '../../store/queries/payers'
import { resubmit } from '../../sync/resubmit'
import { hasForm, reopenAsDraft, reopenRows } from '../registration'
import { ownWays } from './cardParts'
import type { DecisionCard } from './group'
import { moveToEmployer, workersOf } from './moveToEmployer'
import { splitList } from './refusedRows'
import { letterOf, namedPayerOf, payerOf } from './subject'
import { suggestionFor } from './suggestions'
import { orderWays, type Way, type WayResult } from './ways'

/** Commands whose figures can be made anew. */
const FIGURES: ReadonlySet<string> = new Set([
  'code.issue',
  'bill.finalise',
  'bpu.finalise',
  'project.finalise',
])

/** Refusals that name the member or project that is registered already. */
const NAMES_EXISTING: ReadonlySet<string> = new Set(['ALREADY_BPU', 'CONTRACT_TAKEN'])

/** The ways forward for a card, the suggested one first; laying aside is not among them. */
export function useWays(card: DecisionCard): readonly Way[] {
  const { t } = useTexts('decisions')
  const navigate = useNavigate()
  const { head } = card
  const existing = usePayer(namedPayerOf(head) ?? '')
  const about = usePayer(payerOf(head) ?? '')
  const ways: Way[] = [...(ownWays[head.code]?.(card, t) ?? [])]

  if (head.code === 'NPWP_TAKEN' && existing) {
    const { id: employerId, name } = existing
    const count = workersOf(card.followers).reduce((sum, part) => sum + part.count, 0)
    ways.push({
      name: 'goOn',
      label: count > 0 ? t('moveWorkers', { count, name }) : t('openExisting', { name }),
      async run() {
        const moved = await moveToEmployer(card, employerId, t('openExisting', { name }))
        if (moved > 0) announceOnNextPage(t('moved', { count: moved, name }), 'waiting')
        await navigate({ to: '/perusahaan/$employerId', params: { employerId } })
        return undefined
      },
    })
  }
  const list = head.code === 'ROWS_REFUSED' ? splitList(head) : undefined
  if (list) {
    ways.push({
      name: 'resend',
      label: t('resendRest', { count: list.good.length }),
      async run() {
        // First: a draft that is there twice is one draft, while a settled card cannot be asked again.
        await reopenRows(list.employerId, list.bad)
        if (list.good.length > 0) {
          const result = await resubmit(head, list.argsOfGood)
          if (!result.ok) return { violation: result.violation }
        }
        return { done: t('resent', { count: list.good.length, left: list.bad.length }) }
      },
    })
  }
  const canEdit = hasForm(head.command.name)
  if (canEdit) {
    ways.push({
      name: 'edit',
      label: t('editAgain'),
      async run() {
        await navigate(await reopenAsDraft(head))
        return undefined
      },
    })
  }
  const paper = newPaper()
  if (paper) ways.push({ name: 'newPaper', label: t('newPaper'), run: paper })
  const look = open()
  if (look) ways.push({ name: 'open', label: look.label, run: look.run })
  if (!canEdit && !list) {
    ways.push({
      name: 'retry',
      label: t('retry'),
      async run() {
        const result = await resubmit(head)
        return result.ok ? { done: t('retried') } : { violation: result.violation }
      },
    })
  }
  return orderWays(ways, suggestionFor(head.code).ways)

  /** Corrected paper for what was handed out. */
  function newPaper(): (() => Promise<WayResult>) | undefined {
    const letter = letterOf(head)
    if (letter) {
      return async () => {
        await navigate({ to: '/surat/$codeId/$kind', params: letter })
        return undefined
      }
    }
    if (!about || !FIGURES.has(head.command.name)) return undefined
    const params = { employerId: about.id }
    const to =
      head.command.name === 'code.issue'
        ? ('/perusahaan/$employerId/kode-baru' as const)
        : ('/perusahaan/$employerId/tagihan-baru' as const)
    return async () => {
      await navigate({ to, params })
      return undefined
    }
  }

  function open(): Pick<Way, 'label' | 'run'> | undefined {
    const billId = head.detail['billId']
    if (head.code === 'BILL_EXISTS' && typeof billId === 'string') {
      return {
        label: t('openBill'),
        async run() {
          await navigate({ to: '/tagihan/$billId', params: { billId } })
          return undefined
        },
      }
    }
    if (head.command.name.startsWith('rates.')) {
      return {
        label: t('openRates'),
        async run() {
          await navigate({ to: '/admin/tarif' })
          return undefined
        },
      }
    }
    if (head.code === 'NPWP_TAKEN') return undefined
    // What is registered already, when the refusal names it; otherwise whom the work was about.
    const shown = NAMES_EXISTING.has(head.code) ? existing : about
    if (!shown) return undefined
    const { id: employerId, name } = shown
    return {
      label: shown === existing ? t('openExisting', { name }) : t('openEmployer', { name }),
      async run() {
        await navigate({ to: '/perusahaan/$employerId', params: { employerId } })
        return undefined
      },
    }
  }
}
