import { Drawer, Table } from '@mantine/core'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { Facts } from '../../components/Facts'
import { amount, percent, shortDate } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useConfidence } from './confidence'
import type { ListedRow } from './tableList'
import { moment } from './validity'

interface RowDrawerProps {
  tables: RateTables
  row: ListedRow | undefined
  onClose: () => void
}

/** One rule with everything that is known of it. */
export function RowDrawer({ tables, row, onClose }: RowDrawerProps) {
  const { t } = useTexts('admin')
  const confidence = useConfidence()
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('rowTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      transitionProps={{ duration: 80 }}
    >
      {row && (
        <>
          <Facts
            facts={[
              [t('table'), t(row.table)],
              [t('value'), row.value],
              [t('from'), moment(row.from)],
              [t('to'), row.to === null ? t('open') : moment(row.to)],
              [t('source'), row.source],
              [t('confidence'), confidence(row.confidence)],
              [t('origin'), row.release?.title ?? t('originShipped')],
              [t('rowId'), row.id],
            ]}
          />
          <Parts tables={tables} row={row} />
        </>
      )}
    </Drawer>
  )
}

/** The inner rows of brackets, slices, prices and years. */
function Parts({ tables, row }: { tables: RateTables; row: ListedRow }) {
  const { t } = useTexts('admin')
  switch (row.table) {
    case 'bpu.brackets':
      return (
        <PartTable
          head={[t('bracketNo'), t('income'), t('base'), 'JKK', 'JHT']}
          rows={tables.bpu.brackets
            .filter(({ id }) => id === row.id)
            .flatMap(({ rows }) =>
              rows.map((one) => [
                String(one.no),
                amount(one.incomeFrom),
                amount(one.base),
                amount(one.jkk),
                amount(one.jht),
              ]),
            )}
        />
      )
    case 'jakon.contractTiers':
      return (
        <PartTable
          head={[t('sliceFrom'), t('sliceTo'), 'JKK', 'JKM']}
          rows={tables.jakon.contractTiers
            .filter(({ id }) => id === row.id)
            .flatMap(({ rows }) =>
              rows.map((one) => [
                amount(one.from),
                one.to === null ? t('open') : amount(one.to),
                percent(one.jkkPpm),
                percent(one.jkmPpm),
              ]),
            )}
        />
      )
    case 'pmi':
      return (
        <PartTable
          head={[t('contractMonths'), t('price')]}
          rows={tables.pmi
            .filter(({ id }) => id === row.id)
            .flatMap(({ duringAndAfter }) =>
              duringAndAfter.map((one) => [String(one.contractMonths), amount(one.amount)]),
            )}
        />
      )
    case 'holidays': {
      const year = tables.holidays[row.id]
      return (
        <Facts
          facts={[
            [t('national'), (year?.national ?? []).map(shortDate).join(' · ')],
            [t('leave'), (year?.jointLeave ?? []).map(shortDate).join(' · ')],
          ]}
        />
      )
    }
    default:
      return null
  }
}

function PartTable({ head, rows }: { head: readonly string[]; rows: readonly string[][] }) {
  const { t } = useTexts('admin')
  return (
    <Table aria-label={t('rowTitle')} mt="md">
      <Table.Thead>
        <Table.Tr>
          {head.map((text) => (
            <Table.Th key={text} scope="col" ta="right">
              {text}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.join(' ')}>
            {row.map((cell, column) => (
              // Columns never move.
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Td key={column} ta="right">
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
