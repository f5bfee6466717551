import { Table } from '@mantine/core'
import type { ProgrammeAmounts } from '#shared/model/bill'
import type { Programme } from '#shared/model/common'
import { amount } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'

interface ProgrammeTableProps {
  programmes: readonly Programme[]
  byProgramme: Partial<Record<Programme, ProgrammeAmounts>>
  employerTotal: number
  workerTotal: number
  total: number
  /** Whether employer and workers each pay a part; otherwise there is one payer only. */
  shared: boolean
}

/** Programme × payer, in rupiah, with the total underlined. */
export function ProgrammeTable(props: ProgrammeTableProps) {
  const { t } = useTexts('billing')
  return (
    <Table aria-label={t('preview')} withRowBorders>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('programme')}</Table.Th>
          {props.shared && (
            <>
              <Table.Th scope="col" ta="right">
                {t('employerShare')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('workerShare')}
              </Table.Th>
            </>
          )}
          <Table.Th scope="col" ta="right">
            {t('common:total')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.programmes.map((programme) => {
          const sums = props.byProgramme[programme]
          return (
            <Table.Tr key={programme}>
              <Table.Th scope="row" fw={400}>
                {t(programme)}
              </Table.Th>
              {props.shared && (
                <>
                  <Table.Td ta="right">{amount(sums?.employer ?? 0)}</Table.Td>
                  <Table.Td ta="right">{sums?.worker ? amount(sums.worker) : '—'}</Table.Td>
                </>
              )}
              <Table.Td ta="right">{amount(sums?.total ?? 0)}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr fw={600}>
          <Table.Th scope="row">{t('common:total')}</Table.Th>
          {props.shared && (
            <>
              <Table.Td ta="right">{amount(props.employerTotal)}</Table.Td>
              <Table.Td ta="right">{amount(props.workerTotal)}</Table.Td>
            </>
          )}
          <Table.Td ta="right" style={{ borderBottom: '3px double var(--ink)' }}>
            {amount(props.total)}
          </Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  )
}
