import { Checkbox, Group } from '@mantine/core'
import { useController } from 'react-hook-form'
import { billableProgrammes } from '#shared/domain/programmes'
import { EmployerSize } from '#shared/model/employer'
import { mandatoryProgrammes } from '#shared/domain/registration/mandatoryProgrammes'
import { rateTables } from '#shared/reference/tables'
import { FieldNotes } from '../../../components/form/FieldNotes'
import classes from '../../../components/form/form.module.css'
import { useField } from '../../../components/form/useField'
import { useTexts } from '../../../i18n/useTexts'

/** Programmes taken; the mandatory ones for the size are named as such but can be unticked. */
export function ProgrammesField({ size }: { size: string }) {
  const { t } = useTexts('registration')
  const { id, error, warnings } = useField('programmes')
  const { field } = useController({ name: 'programmes' })
  const known = EmployerSize.safeParse(size).data
  const mandatory: readonly string[] = known ? mandatoryProgrammes(rateTables, known) : []
  return (
    <div
      className={classes.field}
      style={{ gridColumn: 'span 12' }}
      data-field="programmes"
      onBlur={field.onBlur}
    >
      <Checkbox.Group
        id={id}
        label={t('f_programmes')}
        withAsterisk
        value={field.value as string[]}
        onChange={field.onChange}
        error={error}
      >
        <Group gap="lg" mt={4}>
          {billableProgrammes.map((programme) => (
            <Checkbox
              key={programme}
              value={programme}
              label={
                mandatory.includes(programme)
                  ? `${programme} (${t('programmeMandatory')})`
                  : programme
              }
            />
          ))}
        </Group>
      </Checkbox.Group>
      <FieldNotes label={t('f_programmes')} findings={warnings} />
    </div>
  )
}
