import { Button, Group, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { addDays } from '#shared/domain/calendar/localDate'
import { shortDate, timeOf, today } from '../../components/format'
import { Refusal } from '../../components/Refusal'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import type { NamedRight } from '../../store/queries/reservations'
import { useDeviceId } from '../../sync/deviceId'
import { ask, release, take } from './rightActions'

/** Rights as a table: state, asks, last day, and what can be done. */
export function RightsTable({ label, rights }: { label: string; rights: readonly NamedRight[] }) {
  const { t } = useTexts('visits')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const run = (work: Promise<RuleViolation | undefined>) => void work.then(setRefusal)
  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('employer')}</Table.Th>
            <Table.Th scope="col">{t('holder')}</Table.Th>
            <Table.Th scope="col">{t('state')}</Table.Th>
            <Table.Th scope="col">{t('end')}</Table.Th>
            <Table.Th scope="col">{t('actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rights.map((right) => (
            <Row key={right.reservation.id} right={right} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

interface RowProps {
  right: NamedRight
  run: (work: Promise<RuleViolation | undefined>) => void
}

function Row({ right, run }: RowProps) {
  const { t } = useTexts('visits')
  const { employerId, payerName, reservation, standing, until } = right
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Link to="/perusahaan/$employerId" params={{ employerId }}>
          {payerName}
        </Link>
      </Table.Th>
      <Table.Td>{reservation.taken.name}</Table.Td>
      <Table.Td>
        <StatusTag tone={standing === 'waiting' ? 'waiting' : 'good'}>
          {standing === 'waiting' ? t('waiting') : t('held')}
        </StatusTag>
        {reservation.asks.map((one) => (
          <StatusTag key={`${one.userId} ${one.deviceId}`} tone="info">
            {t('asked', { name: one.name, time: timeOf(one.at) })}
          </StatusTag>
        ))}
      </Table.Td>
      <Table.Td>{shortDate(until)}</Table.Td>
      <Table.Td>
        <RowButtons right={right} run={run} />
      </Table.Td>
    </Table.Tr>
  )
}

function RowButtons({ right, run }: RowProps) {
  const { t } = useTexts('visits')
  const deviceId = useDeviceId()
  const { employerId, payerName: name, reservation, standing, until } = right
  const tomorrow = addDays(today(), 1)
  if (standing === 'other') {
    const asked = reservation.asks.some((one) => one.deviceId === deviceId)
    return (
      <Button
        size="compact-sm"
        variant="default"
        disabled={asked}
        aria-label={t('askOf', { name })}
        onClick={() => run(ask(reservation.id))}
      >
        {t('ask')}
      </Button>
    )
  }
  return (
    <Group gap="xs">
      {until < tomorrow && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('extendOf', { name })}
          onClick={() => run(take(employerId, tomorrow))}
        >
          {t('extend')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('releaseOf', { name })}
        onClick={() => run(release(reservation.id))}
      >
        {t('release')}
      </Button>
    </Group>
  )
}
