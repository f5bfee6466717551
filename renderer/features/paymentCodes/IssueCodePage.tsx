import { Alert, Button, Radio, Table } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { fineOf, quoteCode } from '#shared/commands/codes/quote'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { isAllowed } from '#shared/permissions/matrix'
import type { Bill } from '#shared/model/bill'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { amount, longDate, money, today } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { useBillName } from '../../components/useBillName'
import { useSaveKey } from '../../components/useSaveKey'
import { useBillsOfEmployer } from '../../store/queries/bills'
import { useCodesOfEmployer } from '../../store/queries/codes'
import { usePayer } from '../../store/queries/payers'
import { useRight, type RightView } from '../../store/queries/reservations'
import { useRateTables } from '../../store/queries/rates'
import { useSerialStock } from '../../store/serials'
import { useDeviceId } from '../../sync/deviceId'
import { issueCodeWithLease } from '../../sync/issueCodeWithLease'
import { useIsReachable } from '../../sync/loopState'
import { useSession } from '../../sync/sessionStore'
import { RightButtons, RightSentence } from '../visits'
import { Asking } from './Asking'
import { needsCode } from './codeState'
import { CodeStock } from './CodeStock'
import { useTexts } from '../../i18n/useTexts'

/** From final bills to a code: the oldest month always, later ones by choice. */
export function IssueCodePage() {
  const { t } = useTexts('paymentCodes')
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const payer = usePayer(employerId)
  const bills = useBillsOfEmployer(employerId)
  const roles = useSession()?.user.roles ?? []
  const codes = useCodesOfEmployer(employerId)
  const [asked, setAsked] = useState<string>()
  if (!payer || !bills || !codes) return null
  const waiting = bills
    .filter((bill) => needsCode(bill, codes, today()))
    .sort((a, b) => (a.period < b.period ? -1 : 1))
  return (
    <Page title={t('title', { name: payer.name })} intro={t('intro')}>
      {!isAllowed(roles, 'code.issue') && <Alert color="amber">{t('notAllowed')}</Alert>}
      {asked !== undefined && <Asking uid={asked} employerId={employerId} />}
      {waiting.length > 0 && (
        <Choice bills={waiting} allowed={isAllowed(roles, 'code.issue')} onAsked={setAsked} />
      )}
      {waiting.length === 0 && asked === undefined && <EmptyState>{t('nothingUnpaid')}</EmptyState>}
    </Page>
  )
}

interface ChoiceProps {
  bills: readonly Bill[]
  allowed: boolean
  /** The code is a question to the server, under this command. */
  onAsked: (uid: string) => void
}

function Choice({ bills, allowed, onAsked }: ChoiceProps) {
  const { t } = useTexts('paymentCodes')
  const navigate = useNavigate()
  const name = useBillName()
  const day = today()
  const tables = useRateTables()
  const [count, setCount] = useState(bills.length)
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const chosen = useMemo(() => bills.slice(0, count), [bills, count])
  const quote = useMemo(() => quoteCode(tables, chosen, day), [tables, chosen, day])

  const employerId = chosen[0]?.employerId ?? ''
  const deviceId = useDeviceId()
  const right = useRight(employerId, deviceId)
  const stock = useSerialStock(deviceId)?.left
  const reachable = useIsReachable()
  const isHeld = right?.standing === 'held'
  const isOpen = isHeld || (right?.standing !== 'other' && reachable)

  const issue = async () => {
    if (busy || !allowed || right === undefined) return
    setBusy(true)
    const { principal, fine, amount: total, validUntil } = quote
    const request = {
      employerId,
      segment: chosen[0]?.segment ?? 'PU',
      billIds: chosen.map(({ id }) => id),
      expected: { principal, fine, amount: total, validUntil },
    }
    const result = await issueCodeWithLease(request, { reachable })
    setBusy(false)
    if (!result.ok) return setRefusal(result.violation)
    setRefusal(undefined)
    if (!result.provisional) return onAsked(result.command.uid)
    await navigate({ to: '/perusahaan/$employerId', params: { employerId } })
  }
  useSaveKey(() => void issue())

  // At once, so that no button moves.
  if (right === undefined || stock === undefined) return null
  return (
    <Panel
      title={t('include')}
      actions={
        <Button
          disabled={!allowed || !isOpen}
          loading={busy}
          onClick={() => void issue()}
          aria-keyshortcuts="Control+S"
        >
          {t('issue')}
        </Button>
      }
    >
      {refusal && <Refusal violation={refusal} />}
      <Right employerId={employerId} right={right} reachable={reachable} allowed={allowed} />
      <CodeStock count={stock} />
      {bills.length > 1 && (
        <Radio.Group
          label={t('include')}
          value={String(count)}
          onChange={(value) => setCount(Number(value))}
          mb="md"
        >
          {bills.map((bill, index) => (
            <Radio
              key={bill.id}
              value={String(index + 1)}
              label={t('upTo', { period: name(bill) })}
            />
          ))}
        </Radio.Group>
      )}
      <Included bills={chosen} day={day} />
      <Facts
        facts={[
          [t('amountToPay'), money(quote.amount)],
          [t('validUntil'), longDate(quote.validUntil)],
          ...(isHeld && right.until < quote.validUntil
            ? [[t('provisionalUntil'), longDate(right.until)] as const]
            : []),
        ]}
      />
    </Panel>
  )
}

interface RightProps {
  employerId: string
  right: RightView | null
  reachable: boolean
  allowed: boolean
}

/** Whether a code can be issued here now, and if not, why and what to do. */
function Right({ employerId, right, reachable, allowed }: RightProps) {
  const { t } = useTexts('paymentCodes')
  const isWithout = !reachable && right?.standing !== 'held' && right?.standing !== 'other'
  return (
    <Alert
      color={right?.standing === 'other' || isWithout ? 'amber' : 'gray'}
      mb="md"
      data-testid="right"
      {...(isWithout && { title: t('offlineWithout') })}
    >
      {isWithout ? <p>{t('offlineWithoutAdvice')}</p> : <RightSentence right={right} />}
      {allowed && right?.standing === 'other' && (
        <RightButtons employerId={employerId} right={right} />
      )}
    </Alert>
  )
}

function Included({ bills, day }: { bills: readonly Bill[]; day: string }) {
  const { t } = useTexts('common')
  const name = useBillName()
  const tables = useRateTables()
  return (
    <Table aria-label={t('paymentCodes:include')} mb="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('period')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('principal')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('fine')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('total')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bills.map((bill) => {
          const fine = fineOf(tables, bill, day).fineTotal
          const principal = bill.total - bill.paidPrincipal
          return (
            <Table.Tr key={bill.id}>
              <Table.Th scope="row" fw={400}>
                {name(bill)}
              </Table.Th>
              <Table.Td ta="right">{amount(principal)}</Table.Td>
              <Table.Td ta="right">{amount(fine)}</Table.Td>
              <Table.Td ta="right">{amount(principal + fine)}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
