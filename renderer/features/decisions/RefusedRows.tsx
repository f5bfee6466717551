import { Table } from '@mantine/core'
import type { Rejection } from '#shared/sync/clientPorts'
import { useRefusalText } from '../../components/Refusal'
import { useTexts } from '../../i18n/useTexts'
import { refusedRows, type RefusedRow } from './refusedRows'

/** Which rows of a list the server refused, each with its reason. */
export function RefusedRows({ rejection }: { rejection: Rejection }) {
  const { t } = useTexts('decisions')
  return (
    <Table aria-label={t('rows')} maw={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('row')}</Table.Th>
          <Table.Th scope="col">{t('fullName')}</Table.Th>
          <Table.Th scope="col">{t('common:reason')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {refusedRows(rejection).map((row) => (
          <Row key={row.membershipId} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Row({ row }: { row: RefusedRow }) {
  const { sentence } = useRefusalText(row.code, row.detail)
  return (
    <Table.Tr>
      <Table.Td>{row.rowNumber}</Table.Td>
      <Table.Td>{row.fullName}</Table.Td>
      <Table.Td>{sentence}</Table.Td>
    </Table.Tr>
  )
}
