import { type Checked, checked, type Finding, finding } from '../findings'
import { stripSeparators } from './digits'
import { comparableLegalName } from './legalName'
import { comparableName } from './personName'

/** Account number without separators; leading zeros count. */
export function normaliseBankAccount(text: string): string {
  return stripSeparators(text)
}

/**
 * 6 to 20 digits; a length unusual for the named bank, and a holder who is not the owner, are
 * pointed out.
 */
export function validateBankAccount(
  text: string,
  form: {
    bankName?: string | undefined
    holder?: string | undefined
    owner?: string | undefined
  } = {},
): Checked<string> {
  const account = normaliseBankAccount(text)
  const findings: Finding[] = []
  if (!/^\d{6,20}$/.test(account)) findings.push(finding('BANK_ACCOUNT_FORMAT'))
  else {
    const usual = usualLength(form.bankName ?? '')
    if (usual !== undefined && usual !== account.length) {
      findings.push(finding('BANK_ACCOUNT_LENGTH', undefined, { usual, length: account.length }))
    }
  }
  if (form.holder && form.owner && !sameHolder(form.holder, form.owner)) {
    findings.push(finding('BANK_HOLDER_MISMATCH'))
  }
  return checked(account, findings)
}

function usualLength(bankName: string): number | undefined {
  const words = bankName.toUpperCase().split(/[^A-Z]+/)
  return words.map((word) => lengths.get(word)).find((length) => length !== undefined)
}

const lengths: ReadonlyMap<string, number> = new Map([
  ['BRI', 15],
  ['MANDIRI', 13],
  ['BNI', 10],
  ['BCA', 10],
  ['BTN', 16],
  ['BSI', 10],
])

function sameHolder(holder: string, owner: string): boolean {
  return (
    comparableName(holder) === comparableName(owner) ||
    comparableLegalName(holder) === comparableLegalName(owner)
  )
}
