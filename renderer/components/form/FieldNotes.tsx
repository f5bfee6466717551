import { Checkbox } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Finding } from '#shared/domain/findings'
import { useFindingSentence } from './findingSentence'
import { useFormChecks } from './FormChecks'
import classes from './form.module.css'
import { useTexts } from '../../i18n/useTexts'

/** What is unusual about a field, each with one tick to accept it. Never blocks. */
export function FieldNotes({ label, findings }: { label: string; findings: readonly Finding[] }) {
  const { t } = useTexts('common')
  const checks = useFormChecks()
  const sentence = useFindingSentence()
  return findings.map((finding) => (
    <div key={finding.code} className={classes.note} role="note">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <span>{sentence(finding)}</span>
        <Checkbox
          size="xs"
          label={t('formAccept')}
          aria-label={`${label}: ${t('formAccept')}`}
          checked={checks.isAccepted(finding)}
          onChange={(event) => checks.accept(finding, event.currentTarget.checked)}
        />
      </div>
    </div>
  ))
}
