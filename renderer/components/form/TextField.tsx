import { TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { FieldNotes } from './FieldNotes'
import classes from './form.module.css'
import { useField } from './useField'

export interface TextFieldProps extends Omit<TextInputProps, 'name' | 'error' | 'value'> {
  name: string
  label: string
  required?: boolean
  /** Columns of the form's 12-column grid. */
  span?: number
  /** Reshapes the text while somebody types at its end, e.g. groups digits. */
  whileTyping?: (text: string) => string
  /** Reshapes the text when the field is left. */
  onLeave?: (text: string) => string
  /** How the text is understood, shown under the field while typing. */
  understood?: (text: string) => string | undefined
  /** Anything else that belongs under the field. */
  children?: ReactNode
}

/** One line of text. Holds what was typed, whatever it is; checks speak when the field is left. */
export function TextField(props: TextFieldProps) {
  const {
    name,
    label,
    required,
    span = 4,
    whileTyping,
    onLeave,
    understood,
    children,
    ...rest
  } = props
  const { register, setValue, getValues } = useFormContext()
  const { id, error, warnings } = useField(name)
  const field = register(name, {
    onBlur: () => {
      const text = String(getValues(name) ?? '')
      const tidy = onLeave?.(text) ?? text
      if (tidy !== text) setValue(name, tidy, { shouldDirty: true })
    },
  })
  return (
    <div className={classes.field} style={{ gridColumn: `span ${span}` }}>
      <TextInput
        {...rest}
        {...field}
        id={id}
        label={label}
        withAsterisk={required}
        aria-required={required}
        autoComplete="off"
        spellCheck={false}
        error={error}
        description={understood && <Understood name={name} read={understood} />}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => {
          reshapeAtEnd(event.currentTarget, whileTyping)
          void field.onChange(event)
        }}
      />
      <FieldNotes label={label} findings={warnings} />
      {children}
    </div>
  )
}

/** Watches its field alone, so that typing redraws one line and not the form. */
function Understood({ name, read }: { name: string; read: (text: string) => string | undefined }) {
  const text: unknown = useWatch({ name })
  return read(typeof text === 'string' ? text : '')
}

/** Only with the cursor at the end: elsewhere it would jump under the person's fingers. */
function reshapeAtEnd(input: HTMLInputElement, reshape?: (text: string) => string) {
  if (!reshape || input.selectionStart !== input.value.length) return
  const shaped = reshape(input.value)
  if (shaped !== input.value) input.value = shaped
}
