import { Alert, Table } from '@mantine/core'
import { allRows, type ImportCheck } from '#shared/registration/importCheck'
import { cellText } from './cellText'
import classes from './importList.module.css'
import { useTexts } from '../../../i18n/useTexts'

/** How the file's columns were understood, with an example from the first row. */
export function ColumnsPreview({ check }: { check: ImportCheck }) {
  const { t } = useTexts('registration')
  const named = check.columns.filter(({ header }) => header !== '')
  const known = named.filter(({ column }) => column !== undefined)
  const example = allRows(check)[0]
  return (
    <>
      {check.missingColumns.length > 0 && (
        <Alert color="red" role="alert" mb="sm">
          {t('importColumnsMissing', { columns: check.missingColumns.join(', ') })}
        </Alert>
      )}
      <details className={classes.details}>
        <summary>{t('importColumns', { known: known.length, all: named.length })}</summary>
        <div
          className={classes.scroller}
          tabIndex={0}
          role="region"
          aria-label={t('importColumns', { known: known.length, all: named.length })}
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('importColumnHeader')}</Table.Th>
                <Table.Th>{t('importColumnMeaning')}</Table.Th>
                <Table.Th>{t('importColumnExample')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {named.map(({ index, header, column }) => (
                <Table.Tr key={index}>
                  <Table.Td>{header}</Table.Td>
                  <Table.Td>{column ?? t('importColumnUnknown')}</Table.Td>
                  <Table.Td>{cellText(example?.cells[index])}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </details>
    </>
  )
}
