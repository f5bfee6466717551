import type { RateRelease, RateReleaseStatus } from '#shared/model/rateRelease'
import { StatusTag, type Tone } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'

const tones: Readonly<Record<RateReleaseStatus, Tone>> = {
  PROPOSED: 'waiting',
  APPROVED: 'good',
  REJECTED: 'muted',
}

export function ReleaseStatus({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  return <StatusTag tone={tones[release.status]}>{t(release.status)}</StatusTag>
}
