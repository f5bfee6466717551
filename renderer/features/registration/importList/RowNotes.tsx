import classes from './importList.module.css'
import type { GoodRow } from './importView'
import { useRowSentences } from './rowSentences'
import { useTexts } from '../../../i18n/useTexts'

const SHOWN = 100

/** Good rows about which something is unusual: they go in and the note goes with them. */
export function RowNotes({ rows }: { rows: readonly GoodRow[] }) {
  const { t } = useTexts('registration')
  const { ofFinding } = useRowSentences()
  const noted = rows.filter(({ findings }) => findings.length > 0)
  if (noted.length === 0) return null
  return (
    <details className={classes.details}>
      <summary>{t('importNotes', { count: noted.length })}</summary>
      <ul className={classes.notes}>
        {noted.slice(0, SHOWN).map((row) => (
          <li key={row.number}>
            {t('importRow')} {row.number}, {row.row.person.fullName}:{' '}
            {row.findings.map((finding) => `${finding.column}: ${ofFinding(finding)}`).join(' ')}
          </li>
        ))}
      </ul>
    </details>
  )
}
