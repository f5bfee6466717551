import { NativeSelect } from '@mantine/core'
import { useController } from 'react-hook-form'
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
  const {
    field: { ref, value, onChange, onBlur },
  } = useController({ name })
  const { id, error, warnings } = useField(name)
  return (
    <div className={classes.field} style={{ gridColumn: `span ${span}` }}>
      <NativeSelect
        name={name}
        ref={ref}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          onChosen?.(event.currentTarget.value)
        }}
        onBlur={onBlur}
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
