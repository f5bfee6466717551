import { Anchor } from '@mantine/core'
import type { Finding } from '#shared/domain/findings'
import { useFindingSentence } from '../../../components/form/findingSentence'
import { focusField } from '../../../components/form/FormChecks'
import { FormSection } from '../../../components/form/FormSection'
import classes from './ReviewSection.module.css'
import { useTexts } from '../../../i18n/useTexts'

interface ReviewSectionProps {
  errors: readonly Finding[]
  openWarnings: readonly Finding[]
  accepted: readonly Finding[]
  labelOf: (field: string) => string
}

/** The last look before saving: what is missing, what is unusual. Each line leads to its field. */
export function ReviewSection({ errors, openWarnings, accepted, labelOf }: ReviewSectionProps) {
  const { t } = useTexts('registration')
  return (
    <FormSection id="review" title={t('sectionReview')}>
      <div className={classes.review}>
        {errors.length + openWarnings.length === 0 && <p>{t('reviewComplete')}</p>}
        {errors.length > 0 && (
          <Lines
            title={t('reviewMissing', { count: errors.length })}
            findings={errors}
            labelOf={labelOf}
            short
          />
        )}
        {openWarnings.length > 0 && (
          <Lines
            title={t('reviewUnusual', { count: openWarnings.length })}
            findings={openWarnings}
            labelOf={labelOf}
          />
        )}
        {accepted.length > 0 && (
          <Lines
            title={t('reviewAccepted', { count: accepted.length })}
            findings={accepted}
            labelOf={labelOf}
          />
        )}
      </div>
    </FormSection>
  )
}

interface LinesProps {
  title: string
  findings: readonly Finding[]
  labelOf: (field: string) => string
  /** Names of fields only, in one line. */
  short?: boolean
}

function Lines({ title, findings, labelOf, short }: LinesProps) {
  const sentence = useFindingSentence()
  return (
    <div>
      <p>{title}</p>
      <ul data-short={short}>
        {findings.map((one) => (
          <li key={`${one.field}:${one.code}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => focusField(one.field ?? '')}
            >
              {labelOf(one.field ?? '')}
            </Anchor>
            {!(short && one.code === 'REQUIRED') && `: ${sentence(one)}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
