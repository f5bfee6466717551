import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { EmptyState } from '../../components/EmptyState'
import { period } from '../../components/format'
import { Page } from '../../components/Page'
import { StatusTag } from '../../components/StatusTag'
import { useIsConfirmed } from '../../store/queries/codes'
import { usePayer } from '../../store/queries/payers'
import type { Employer } from '#shared/model/employer'
import { Arrears } from './Arrears'
import { employerChecklist } from '#shared/domain/registration/attachments'
import { DocumentsPanel } from '../documents'
import { RightPanel } from '../visits'
import { BillsPanel } from './BillsPanel'
import { CodesPanel } from './CodesPanel'
import { ContactsPanel } from '../edits'
import { DataPanel } from './DataPanel'
import classes from './EmployerPage.module.css'
import { LettersPanel } from './LettersPanel'
import { OtherPayer } from './OtherPayer'
import { PayerColumns } from './PayerColumns'
import { PaymentsPanel } from './PaymentsPanel'
import { WorkersPanel } from './WorkersPanel'
import { useTexts } from '../../i18n/useTexts'

/** Everything about one payer on one page. */
export function EmployerPage() {
  const { t } = useTexts('employers')
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const payer = usePayer(employerId)
  if (payer === undefined) return null
  if (payer === null) {
    return (
      <Page title={t('title')}>
        <EmptyState>
          {t('notFound')} {t('notFoundAdvice')}
        </EmptyState>
      </Page>
    )
  }
  if (payer.kind !== 'EMPLOYER') return <OtherPayer payer={payer} />
  const employer = payer.row
  return (
    <Page
      title={employer.legalName}
      intro={<Intro employer={employer} />}
      actions={<Actions employerId={employerId} />}
    >
      <PayerColumns payerId={employerId}>
        <div className={classes.column}>
          <BillsPanel employerId={employerId} none={t('noBills')} />
          <WorkersPanel employer={employer} />
        </div>
        <div className={classes.column}>
          <CodesPanel employerId={employerId} />
          <RightPanel employerId={employerId} />
          <DocumentsPanel
            owner={{ type: 'employer', id: employerId }}
            checklist={employerChecklist}
          />
          <LettersPanel employerId={employerId} />
          <PaymentsPanel employerId={employerId} />
          <DataPanel employer={employer} />
          <ContactsPanel employerId={employerId} />
        </div>
      </PayerColumns>
    </Page>
  )
}

function Intro({ employer }: { employer: Employer }) {
  const { t } = useTexts('employers')
  const confirmed = useIsConfirmed('employer', employer.id)
  return (
    <>
      <div>
        {t('subtitle', {
          npp: employer.npp ?? t('nppPending'),
          division: employer.division,
          risk: employer.riskLevel,
          start: period(employer.startPeriod),
        })}
      </div>
      <div className={classes.state}>
        <Arrears employerId={employer.id} />
        {confirmed === false && <StatusTag tone="waiting">{t('unconfirmed')}</StatusTag>}
      </div>
    </>
  )
}

function Actions({ employerId }: { employerId: string }) {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const params = { employerId }
  return (
    <>
      <Button
        variant="default"
        onClick={() =>
          void navigate({
            to: '/perusahaan/$employerId/tenaga-kerja/$draftId',
            params: { employerId, draftId: 'baru' },
          })
        }
      >
        {t('addWorker')}
      </Button>
      <Button
        variant="default"
        onClick={() => void navigate({ to: '/perusahaan/$employerId/impor', params })}
      >
        {t('importList')}
      </Button>
      <Button
        variant="default"
        onClick={() => void navigate({ to: '/perusahaan/$employerId/kode-baru', params })}
      >
        {t('issueCode')}
      </Button>
      <Button onClick={() => void navigate({ to: '/perusahaan/$employerId/tagihan-baru', params })}>
        {t('bill')}
      </Button>
    </>
  )
}
