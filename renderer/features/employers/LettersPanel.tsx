import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../components/EmptyState'
import { money, shortDate } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useLettersOfEmployer } from '../../store/queries/letters'
import { letterKindInAddress } from '../letters'
import classes from './EmployerPage.module.css'
import { useTexts } from '../../i18n/useTexts'

export function LettersPanel({ employerId }: { employerId: string }) {
  const { t } = useTexts('employers')
  const letters = useLettersOfEmployer(employerId)
  return (
    <Panel title={t('letters')}>
      {letters?.length === 0 && <EmptyState>{t('noLetters')}</EmptyState>}
      <ul className={classes.list}>
        {letters?.map((letter) => (
          <li key={letter.id} className={classes.item}>
            <Link
              to="/surat/$codeId/$kind"
              params={{ codeId: letter.paymentCodeId, kind: letterKindInAddress(letter.kind) }}
            >
              {t(letter.kind)} {shortDate(letter.asOf)}
            </Link>
            <span className={classes.soft}>
              {money(letter.total)} · {t('copies', { count: letter.prints.length })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
