import { Alert } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { LoadingLine } from '../../components/LoadingLine'
import { Refusal } from '../../components/Refusal'
import { announceOnNextPage } from '../../components/SavedNotice'
import { useTexts } from '../../i18n/useTexts'
import { useFate } from '../../store/queries/fate'
import { useIsReachable } from '../../sync/loopState'
import type { RuleCode } from '#shared/commands/ruleCodes'

/** From the question to the server's word: the code is shown only once the server has it. */
export function Asking({ uid, employerId }: { uid: string; employerId: string }) {
  const { t } = useTexts('paymentCodes')
  const navigate = useNavigate()
  const fate = useFate(uid)
  const reachable = useIsReachable()
  const accepted = fate?.kind === 'accepted'
  useEffect(() => {
    if (!accepted) return
    announceOnNextPage(t('accepted'))
    void navigate({ to: '/perusahaan/$employerId', params: { employerId }, replace: true })
  }, [accepted, employerId, navigate, t])
  if (fate?.kind === 'refused') {
    return <Refusal violation={{ code: fate.code as RuleCode, detail: fate.detail }} />
  }
  if (reachable) return <LoadingLine>{t('asking')}</LoadingLine>
  return (
    <Alert color="amber" role="status">
      <p>{t('askingOffline')}</p>
      <Link to="/perusahaan/$employerId" params={{ employerId }}>
        {t('letters:openEmployer')}
      </Link>
    </Alert>
  )
}
