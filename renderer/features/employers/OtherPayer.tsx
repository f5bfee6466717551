import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Payer } from '#shared/commands/payers/payer'
import { Page } from '../../components/Page'
import { StatusTag } from '../../components/StatusTag'
import { useIsConfirmed } from '../../store/queries/codes'
import { RightPanel } from '../visits'
import { Arrears } from './Arrears'
import { BillsPanel } from './BillsPanel'
import { CodesPanel } from './CodesPanel'
import classes from './EmployerPage.module.css'
import { LettersPanel } from './LettersPanel'
import { OtherPayerData } from './OtherPayerData'
import { PayerColumns } from './PayerColumns'
import { PaymentsPanel } from './PaymentsPanel'
import { useTexts } from '../../i18n/useTexts'

export type OtherPayerOf = Exclude<Payer, { kind: 'EMPLOYER' }>

/** Everything about one self-employed member or one project on one page. */
export function OtherPayer({ payer }: { payer: OtherPayerOf }) {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const { id } = payer
  const confirmed = useIsConfirmed(payer.kind === 'BPU' ? 'bpuMember' : 'project', id)
  const params = { employerId: id }
  return (
    <Page
      title={payer.name}
      intro={
        <>
          <div>{t(`kind_${payer.kind}`)}</div>
          <div className={classes.state}>
            <Arrears employerId={id} />
            {confirmed === false && <StatusTag tone="waiting">{t('unconfirmed')}</StatusTag>}
          </div>
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/perusahaan/$employerId/kode-baru', params })}
          >
            {t('issueCode')}
          </Button>
          <Button
            onClick={() => void navigate({ to: '/perusahaan/$employerId/tagihan-baru', params })}
          >
            {t('bill')}
          </Button>
        </>
      }
    >
      <PayerColumns payerId={id}>
        <div className={classes.column}>
          <BillsPanel employerId={id} none={t('noBillsOther')} />
          <OtherPayerData payer={payer} />
        </div>
        <div className={classes.column}>
          <CodesPanel employerId={id} />
          <RightPanel employerId={id} />
          <LettersPanel employerId={id} />
          <PaymentsPanel employerId={id} />
        </div>
      </PayerColumns>
    </Page>
  )
}
