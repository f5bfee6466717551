import { Anchor, TextInput } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import type { CheckedRow } from '#shared/registration/importCheck'
import type { RowFinding } from '#shared/registration/importFindings'
import type { ColumnMatch } from '#shared/registration/sippColumns'
import { cellText } from './cellText'
import classes from './importList.module.css'
import { useRowSentences } from './rowSentences'
import { useTexts } from '../../../i18n/useTexts'

interface BadRowProps {
  row: CheckedRow
  columns: readonly ColumnMatch[]
  disabled: boolean
  onEdit: (rowNumber: number, column: number, text: string) => void
}

/** One row to correct. Faulty cells first; the others on demand, since a fault may lie elsewhere. */
export function BadRow({ row, columns, disabled, onEdit }: BadRowProps) {
  const { t } = useTexts('registration')
  const [all, setAll] = useState(false)
  const faults = new Map<number, RowFinding>()
  const elsewhere: RowFinding[] = []
  for (const finding of row.findings) {
    if (finding.severity !== 'ERROR') continue
    if (finding.columnIndex === undefined) elsewhere.push(finding)
    else if (!faults.has(finding.columnIndex)) faults.set(finding.columnIndex, finding)
  }
  const at = (name: string) => {
    const index = columns.find(({ column }) => column === name)?.index
    return index === undefined ? '' : cellText(row.cells[index])
  }
  const named = columns.filter(({ header, column }) => header !== '' && column !== 'ALASAN')
  const editable = named.filter(({ index }) => all || faults.has(index))
  const { ofFinding } = useRowSentences()
  return (
    <tr data-row={row.number}>
      <td>{row.number}</td>
      <td>
        <span className={classes.who}>{at('NAMA_LENGKAP') || '—'}</span>
        {at('NO_IDENTITAS')}
      </td>
      <td>
        {elsewhere.map((finding) => (
          <p
            key={`${finding.column}:${finding.code}`}
            style={{ color: 'var(--red)', margin: '0 0 4px' }}
          >
            {finding.column}: {ofFinding(finding)}
          </p>
        ))}
        <div className={classes.cells}>
          {editable.map(({ index, header }) => (
            <EditableCell
              // A cell that was corrected elsewhere starts anew with its new text.
              key={`${index}:${cellText(row.cells[index])}`}
              label={header}
              describedRow={row.number}
              text={cellText(row.cells[index])}
              finding={faults.get(index)}
              disabled={disabled}
              onEdit={(text) => onEdit(row.number, index, text)}
            />
          ))}
        </div>
        <Anchor component="button" type="button" size="xs" mt={4} onClick={() => setAll(!all)}>
          {all ? t('importHideCells') : t('importAllCells')}
        </Anchor>
      </td>
    </tr>
  )
}

interface EditableCellProps {
  label: string
  describedRow: number
  text: string
  finding: RowFinding | undefined
  disabled: boolean
  onEdit: (text: string) => void
}

function EditableCell({ label, describedRow, text, finding, disabled, onEdit }: EditableCellProps) {
  const { t } = useTexts('registration')
  const { ofFinding } = useRowSentences()
  const commit = (typed: string) => {
    if (typed !== text) onEdit(typed)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && event.currentTarget.value !== text) {
      event.currentTarget.value = text
      event.preventDefault()
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    // Leaving the cell takes the correction.
    leaveForNextCell(event.currentTarget)
  }
  return (
    <TextInput
      size="xs"
      label={label}
      aria-label={`${t('importRow')} ${describedRow}, ${label}`}
      defaultValue={text}
      disabled={disabled}
      error={finding && ofFinding(finding)}
      data-cell
      onKeyDown={onKeyDown}
      onBlur={(event) => commit(event.currentTarget.value)}
    />
  )
}

/** The row may vanish once it is right, so the cursor moves first. */
function leaveForNextCell(input: HTMLInputElement) {
  const cells = [
    ...(input.closest('table')?.querySelectorAll<HTMLInputElement>('[data-cell]') ?? []),
  ]
  const next = cells[cells.indexOf(input) + 1]
  if (!next) return input.blur()
  next.focus()
  next.select()
}
