import { NativeSelect } from '@mantine/core'
import { useFormContext } from 'react-hook-form'
import { FieldNotes } from './FieldNotes'
import classes from './form.module.css'
import { useField } from './useField'

interface ChoiceFieldProps {
  name: string
  label: string
  /** In the order shown. An empty choice stands before them. */
  options: readonly { value: string; label: string }[]
  required?: boolean
  span?: number
  description?: string
  onChosen?: (value: string) => void
}

/** One of a few: the first letter chooses, like every list box of the system. */
export function ChoiceField({
  name,
  label,
  options,
  required,
  span = 3,
  description,
  onChosen,
}: ChoiceFieldProps) {
  const { register } = useFormContext()
  const { id, error, warnings } = useField(name)
  return (
    <div className={classes.field} style={{ gridColumn: `span ${span}` }}>
      <NativeSelect
        {...register(name, {
          onChange: (event: { target: { value: string } }) => onChosen?.(event.target.value),
        })}
        id={id}
        label={label}
        withAsterisk={required}
        aria-required={required}
        error={error}
        description={description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[{ value: '', label: '' }, ...options]}
      />
      <FieldNotes label={label} findings={warnings} />
    </div>
  )
}
