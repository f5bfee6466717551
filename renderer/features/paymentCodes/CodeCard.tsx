import { lazy, Suspense } from 'react'
import { Button, CopyButton, Group } from '@mantine/core'
import { IconCopy, IconFileText } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { segmentDigits } from '#shared/domain/codes/paymentCode'
import { isAllowed } from '#shared/permissions/matrix'
import type { PaymentCode } from '#shared/model/paymentCode'
import { longDate, money, today } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { StatusTag } from '../../components/StatusTag'
import { Veil } from '../../components/Veil'
import { useIsConfirmed } from '../../store/queries/codes'
import { useSession } from '../../sync/sessionStore'
import { CancelCode } from './CancelCode'
import classes from './CodeCard.module.css'
import { codeStanding, codeText, promisedUntil } from './codeState'
import { UnseenCode } from './UnseenCode'

/** Loaded when a code is first shown: the encoder is large. */
const Symbol = lazy(async () => ({ default: (await import('./Symbol')).Symbol }))

/** A living code as it is handed over: number, amount, validity, symbols, papers. */
export function CodeCard({ code }: { code: PaymentCode }) {
  const confirmed = useIsConfirmed('paymentCode', code.id)
  // Until it is known how it stands, its place is kept but no number shown that nobody may see.
  if (confirmed === undefined) {
    return (
      <Veil lifted={false}>
        <Card code={code} confirmed standing="active" />
      </Veil>
    )
  }
  const standing = codeStanding(code, confirmed, today())
  if (standing === 'requested' || standing === 'lapsed') {
    return <UnseenCode code={code} standing={standing} />
  }
  return <Card code={code} confirmed={confirmed} standing={standing} />
}

interface CardProps {
  code: PaymentCode
  confirmed: boolean
  standing: 'active' | 'provisional'
}

function Card({ code, confirmed, standing }: CardProps) {
  const { t } = useTexts('paymentCodes')
  const roles = useSession()?.user.roles ?? []
  const text = codeText(code.code)
  return (
    <div className={classes.card} data-testid="payment-code">
      <div className={classes.line}>
        <strong className={classes.number}>{text}</strong>
        {standing === 'provisional' ? (
          <StatusTag tone="waiting">{t('provisional')}</StatusTag>
        ) : (
          <StatusTag tone="good">{t('active')}</StatusTag>
        )}
      </div>
      <div className={classes.line}>
        <strong>{money(code.amount)}</strong>
        <span className={classes.soft}>
          {t('until', { date: longDate(promisedUntil(code, confirmed)) })}
        </span>
      </div>
      {standing === 'provisional' && (
        <p className={classes.soft}>{t('provisionalNote', { date: longDate(code.validUntil) })}</p>
      )}
      <div className={classes.symbols}>
        <Suspense>
          <Symbol
            kind="code128"
            text={code.code}
            label={t('barcode', { code: text })}
            height={36}
          />
          <Symbol kind="qrcode" text={code.code} label={t('qr', { code: text })} height={72} />
        </Suspense>
      </div>
      <Group gap="sm">
        <PaperLink code={code} kind="rincian" label={t('statement')} />
        {code.code.startsWith(segmentDigits.PU) && (
          <PaperLink code={code} kind="penagihan" label={t('letter')} />
        )}
        <CopyButton value={code.code}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        {isAllowed(roles, 'code.cancel') && <CancelCode code={code} />}
      </Group>
    </div>
  )
}

interface PaperLinkProps {
  code: PaymentCode
  kind: 'rincian' | 'penagihan'
  label: string
}

function PaperLink({ code, kind, label }: PaperLinkProps) {
  return (
    <Link to="/surat/$codeId/$kind" params={{ codeId: code.id, kind }} className={classes.paper}>
      <IconFileText size={16} aria-hidden />
      {label}
    </Link>
  )
}
