import { findBills, listBillLines } from '../../store/queries/bills'
import { findBranch, listOfficers } from '../../store/queries/branch'
import { findCode, isConfirmed } from '../../store/queries/codes'
import { findPayer } from '../../store/queries/payers'
import { listLettersOfCode } from '../../store/queries/letters'
import { listReleases } from '../../store/queries/rates'
import { useLive } from '../../store/queries/live'
import { tableVersions } from '#shared/commands/rates/tablesInForce'
import type { Letter } from '#shared/model/letter'
import type { PaymentCode } from '#shared/model/paymentCode'
import { today } from '../../components/format'
import { codeStanding, isLiveCode } from '../paymentCodes'
import type { PaperRows } from './paper'

export type PaperState =
  | { readonly kind: 'missing'; readonly what: 'code' | 'branch' }
  | { readonly kind: 'closed'; readonly code: PaymentCode }
  /** No server has the code: nobody may see it yet, or its paper's last day has passed. */
  | { readonly kind: 'unseen'; readonly code: PaymentCode }
  | { readonly kind: 'ready'; readonly rows: PaperRows; readonly letter: Letter | undefined }

/** Everything a paper for this code needs, kept up to date; `undefined` = not known yet. */
export function usePaperRows(
  codeId: string,
  kind: Letter['kind'],
  userId: string,
): PaperState | undefined {
  return useLive(() => loadPaper(codeId, kind, userId), [codeId, kind, userId])
}

async function loadPaper(
  codeId: string,
  kind: Letter['kind'],
  userId: string,
): Promise<PaperState> {
  const code = await findCode(codeId)
  if (!code) return { kind: 'missing', what: 'code' }
  if (!isLiveCode(code, today())) return { kind: 'closed', code }
  const confirmed = await isConfirmed('paymentCode', codeId)
  const standing = codeStanding(code, confirmed, today())
  if (standing === 'requested' || standing === 'lapsed') return { kind: 'unseen', code }
  const branch = await findBranch()
  const payer = await findPayer(code.employerId)
  const isPossible = kind === 'STATEMENT' || payer?.kind === 'EMPLOYER'
  if (!branch || !payer || !isPossible) return { kind: 'missing', what: branch ? 'code' : 'branch' }
  const bills = (await findBills(code.billIds)).sort((a, b) => (a.period < b.period ? -1 : 1))
  const withLines = []
  for (const bill of bills) withLines.push({ bill, lines: await listBillLines(bill.id) })
  const officer = (await listOfficers()).find(({ id }) => id === userId)
  const letters = await listLettersOfCode(codeId)
  return {
    kind: 'ready',
    rows: {
      tables: tableVersions(await listReleases('APPROVED')),
      branch,
      payer,
      code,
      bills: withLines,
      officer,
      confirmed,
    },
    letter: letters.find((letter) => letter.kind === kind),
  }
}
