import { Alert } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { LoadingLine } from '../../components/LoadingLine'
import { EmptyState } from '../../components/EmptyState'
import { today } from '../../components/format'
import { Page } from '../../components/Page'
import { Refusal } from '../../components/Refusal'
import { useSession } from '../../sync/sessionStore'
import { closedCodeRefusal, lapsedRefusal } from './closedCode'
import { letterKindOf } from './letterKind'
import { paperOf } from './paper'
import { PaperActions } from './PaperActions'
import { PdfPreview } from './PdfPreview'
import { usePaperRows, type PaperState } from './usePaperRows'
import { usePdf } from './usePdf'
import { useTexts } from '../../i18n/useTexts'

/** The paper in the middle: preview, print, save. Refused once the code is paid. */
export function LetterPage() {
  const { t } = useTexts('letters')
  const params = useParams({ strict: false }) as { codeId: string; kind: 'rincian' | 'penagihan' }
  const kind = letterKindOf(params.kind)
  const userId = useSession()?.user.id ?? ''
  const state = usePaperRows(params.codeId, kind, userId)
  const title = kind === 'STATEMENT' ? t('rincian') : t('penagihan')
  if (!state) return null
  if (state.kind === 'missing') {
    return (
      <Page title={title}>
        <EmptyState>{state.what === 'code' ? t('notFound') : t('noBranch')}</EmptyState>
      </Page>
    )
  }
  if (state.kind === 'unseen') {
    return (
      <Page title={title}>
        {state.code.provisional ? (
          <Refusal violation={lapsedRefusal(state.code)} />
        ) : (
          <Alert color="amber">{t('requested')}</Alert>
        )}
        <Link to="/perusahaan/$employerId" params={{ employerId: state.code.employerId }}>
          {t('openEmployer')}
        </Link>
      </Page>
    )
  }
  if (state.kind === 'closed') {
    return (
      <Page title={title}>
        <Refusal violation={closedCodeRefusal(state.code)} />
        <Link to="/perusahaan/$employerId" params={{ employerId: state.code.employerId }}>
          {t('openEmployer')}
        </Link>
      </Page>
    )
  }
  return <Paper title={title} kind={kind} state={state} />
}

interface PaperProps {
  title: string
  kind: 'STATEMENT' | 'BILLING_LETTER'
  state: Extract<PaperState, { kind: 'ready' }>
}

function Paper({ title, kind, state }: PaperProps) {
  const { t } = useTexts('letters')
  const { rows, letter } = state
  const date = today()
  const copyNumber = (letter?.prints.length ?? 0) + 1
  const item = useMemo(() => paperOf(kind, rows, date, copyNumber), [kind, rows, date, copyNumber])
  const { bytes, failed, unprintable } = usePdf(item)
  return (
    <Page
      title={`${title} — ${rows.payer.name}`}
      intro={copyNumber > 1 ? t('copies', { count: copyNumber - 1, next: copyNumber }) : t('intro')}
      actions={<PaperActions kind={kind} rows={rows} letter={letter} bytes={bytes} date={date} />}
    >
      {kind === 'BILLING_LETTER' && <Alert color="amber">{t('draftNote')}</Alert>}
      {unprintable.length > 0 && (
        <Alert color="amber">{t('unprintable', { letters: unprintable.join(' ') })}</Alert>
      )}
      {failed && (
        <Alert color="red" role="alert">
          {t('failed')}
        </Alert>
      )}
      {!bytes && !failed && <LoadingLine>{t('making')}</LoadingLine>}
      {bytes && <PdfPreview bytes={bytes} />}
    </Page>
  )
}
