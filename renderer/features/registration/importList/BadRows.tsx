import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../../components/Panel'
import type { CheckedRow } from '#shared/registration/importCheck'
import type { ColumnMatch } from '#shared/registration/sippColumns'
import { BadRow } from './BadRow'
import { cellText } from './cellText'
import classes from './importList.module.css'
import { errorKinds, kindOf, rowsWith } from './importView'
import { useRowSentences } from './rowSentences'
import { useTexts } from '../../../i18n/useTexts'

/** Rows drawn at once; the rest is a page further. */
const PAGE = 50

interface BadRowsProps {
  rows: readonly CheckedRow[]
  columns: readonly ColumnMatch[]
  disabled: boolean
  onEdit: (rowNumbers: readonly number[], column: number, text: string) => void
}

/** The rows to correct, each faulty cell with its sentence; filtered by kind of error. */
export function BadRows({ rows, columns, disabled, onEdit }: BadRowsProps) {
  const { t } = useTexts('registration')
  const { ofFinding } = useRowSentences()
  const [kind, setKind] = useState('')
  const [wanted, setPage] = useState(0)
  const [last, setLast] = useState<{ column: number; from: string; to: string }>()
  const kinds = errorKinds(rows)
  // The last row of a kind was corrected: show all again rather than nothing.
  const chosen = kinds.some(({ key }) => key === kind) ? kind : ''
  const shown =
    chosen === '' ? rows : rows.filter((row) => row.findings.some((one) => kindOf(one) === chosen))
  const page = Math.min(wanted, Math.max(0, Math.ceil(shown.length / PAGE) - 1))
  const from = page * PAGE
  const visible = shown.slice(from, from + PAGE)
  const alike = last ? rowsWith(rows, columns, last) : []
  const editOne = (rowNumber: number, column: number, text: string) => {
    const row = rows.find(({ number }) => number === rowNumber)
    setLast({ column, from: cellText(row?.cells[column]), to: text })
    onEdit([rowNumber], column, text)
  }
  return (
    <Panel
      title={t('importBadTitle', { count: rows.length })}
      actions={
        <NativeSelect
          aria-label={t('importFilter')}
          value={chosen}
          onChange={(event) => {
            setKind(event.currentTarget.value)
            setPage(0)
          }}
          data={[
            { value: '', label: t('importFilterAll', { count: rows.length }) },
            ...kinds.map(({ key, finding, rows: count }) => ({
              value: key,
              label: `${finding.column}: ${shorten(ofFinding(finding))} (${count})`,
            })),
          ]}
          maw={480}
        />
      }
    >
      <p className={classes.soft}>{t('importFixHint')}</p>
      {last && alike.length > 0 && (
        <p role="status">
          <Button
            size="xs"
            variant="light"
            onClick={() => {
              setLast(undefined)
              onEdit(alike, last.column, last.to)
            }}
          >
            {t('importFixAlike', { count: alike.length, from: last.from, to: last.to })}
          </Button>
        </p>
      )}
      <table className={classes.bad}>
        <thead>
          <tr>
            <th scope="col">{t('importRow')}</th>
            <th scope="col">{t('importWho')}</th>
            <th scope="col">{t('importFaults')}</th>
          </tr>
        </thead>
        <tbody>
          {visible.map((row) => (
            <BadRow
              key={row.number}
              row={row}
              columns={columns}
              disabled={disabled}
              onEdit={editOne}
            />
          ))}
        </tbody>
      </table>
      {shown.length > PAGE && (
        <div className={classes.pager}>
          <Button
            size="xs"
            variant="default"
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          >
            {t('importPrevious')}
          </Button>
          <span>
            {t('importRange', { from: from + 1, to: from + visible.length, count: shown.length })}
          </span>
          <Button
            size="xs"
            variant="default"
            disabled={from + PAGE >= shown.length}
            onClick={() => setPage(page + 1)}
          >
            {t('importNext')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function shorten(sentence: string): string {
  const first = sentence.split(/[.;]/)[0] ?? sentence
  return first.length > 60 ? `${first.slice(0, 59)}…` : first
}
