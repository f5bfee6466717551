import { Alert } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isAllowed } from '#shared/permissions/matrix'
import type { RateRelease } from '#shared/model/rateRelease'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { dateTimeOf } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { StatusTag } from '../../components/StatusTag'
import { useIsConfirmed } from '../../store/queries/codes'
import { useReleases, useTableVersions } from '../../store/queries/rates'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'
import { ChangesPanel } from './ChangesPanel'
import { Decide } from './Decide'
import { ImpactPanel } from './ImpactPanel'
import { problemSentence } from './problemSentences'
import { readAddition } from './readAddition'
import { ReleaseStatus } from './ReleaseStatus'
import { moment } from './validity'

/** One proposal: what it changes, which bills it touches, who made and who decides it. */
export function ReleasePage() {
  const { t } = useTexts('admin')
  const { releaseId } = useParams({ strict: false }) as { releaseId: string }
  const releases = useReleases()
  if (!releases) return null
  const release = releases.find(({ id }) => id === releaseId)
  if (!release) {
    return (
      <Page title={t('proposalTitle')}>
        <EmptyState>{t('releaseNotFound')}</EmptyState>
      </Page>
    )
  }
  return <Release release={release} />
}

function Release({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  const session = useSession()
  const mayDecide = session !== undefined && isAllowed(session.user.roles, 'rates.decide')
  const isOwn = release.proposed.userId === session?.user.id
  const isOpen = release.status === 'PROPOSED'
  return (
    <Page
      title={release.title}
      intro={<State release={release} />}
      actions={isOpen && mayDecide && !isOwn && <Decide release={release} />}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        {isOpen && (isOwn || !mayDecide) && (
          <Alert color="blue">{t(mayDecide ? 'ownProposal' : 'onlyChief')}</Alert>
        )}
        <Audit release={release} />
        <Preview release={release} />
      </div>
    </Page>
  )
}

function State({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  const confirmed = useIsConfirmed('rateRelease', release.id)
  return (
    <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <ReleaseStatus release={release} />
      {confirmed === false && <StatusTag tone="waiting">{t('unconfirmed')}</StatusTag>}
    </span>
  )
}

function Audit({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  const { proposed, decided } = release
  const who = ({ name, at }: { name: string; at: string }) =>
    t('byAt', { name, at: dateTimeOf(at) })
  return (
    <Panel title={t('proposals')}>
      <Facts
        facts={[
          [t('regulation'), release.regulation],
          [t('effectiveFrom'), release.effectiveFrom ? moment(release.effectiveFrom) : '—'],
          [t('proposedBy'), who(proposed)],
          [t('decided'), decided ? `${t(release.status)}: ${who(decided)}` : '—'],
          ...(decided?.reason ? [[t('common:reason'), decided.reason] as const] : []),
          ...(release.note ? [[t('note'), release.note] as const] : []),
        ]}
      />
    </Panel>
  )
}

/** An approved release is compared with the version before it, an open one with today's tables. */
function Preview({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  const versions = useTableVersions()
  const before = useMemo(() => {
    const { id } = release.addition
    const place = versions.findIndex(({ additions }) => additions?.at(-1)?.id === id)
    return release.status === 'APPROVED' && place > 0 ? versions[place - 1] : versions.at(-1)
  }, [versions, release])
  const file = useMemo(
    () => before && readAddition(JSON.stringify(release.addition), before),
    [before, release],
  )
  if (!file || !before) return null
  if (!file.ok) {
    return (
      <Alert color={release.status === 'PROPOSED' ? 'red' : 'blue'} title={t('noLonger')}>
        {file.problems.map((problem) => problemSentence(t, problem)).join(' ')}
      </Alert>
    )
  }
  return (
    <>
      <ChangesPanel addition={release.addition} after={file.after} />
      <ImpactPanel before={before} after={file.after} />
    </>
  )
}
