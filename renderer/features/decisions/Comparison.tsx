import { Table } from '@mantine/core'
import { z } from 'zod'
import { formatNpwp } from '#shared/domain/identity/npwp'
import { formatPhone } from '#shared/domain/identity/phone'
import type { Rejection } from '#shared/sync/clientPorts'
import { groupedNik, shortDate } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useEmployer } from '../../store/queries/employers'

const EmployerArgs = z.looseObject({
  profile: z.looseObject({
    legalName: z.string(),
    npwp: z.string().optional(),
    address: z.string(),
    picName: z.string(),
    picPhone: z.string(),
  }),
})
const EmployerClash = z.looseObject({ employerId: z.string(), registeredBy: z.string() })
const PersonArgs = z.looseObject({
  entry: z.looseObject({
    person: z.looseObject({ fullName: z.string(), nik: z.string(), birthDate: z.string() }),
  }),
})
const PersonClash = z.looseObject({
  existingName: z.string(),
  existingBirthDate: z.string(),
  registeredBy: z.string(),
})

type Line = readonly [label: string, yours: string, theirs: string]

/** Both employers side by side; nothing while the registered one is not here. */
export function EmployerComparison({ rejection }: { rejection: Rejection }) {
  const { t } = useTexts('decisions')
  const args = EmployerArgs.safeParse(rejection.command.args).data
  const clash = EmployerClash.safeParse(rejection.detail).data
  const existing = useEmployer(clash?.employerId ?? '')
  if (!args || !existing) return null
  const yours = args.profile
  return (
    <TwoColumns
      lines={[
        [t('legalName'), yours.legalName, existing.legalName],
        [t('npwp'), npwpText(yours.npwp), npwpText(existing.npwp)],
        [t('address'), yours.address, existing.address],
        [
          t('pic'),
          `${yours.picName}, ${formatPhone(yours.picPhone)}`,
          `${existing.picName}, ${formatPhone(existing.picPhone)}`,
        ],
        [t('registeredBy'), rejection.command.actor.name, existing.registered.name],
      ]}
    />
  )
}

function npwpText(npwp: string | undefined): string {
  return npwp ? formatNpwp(npwp) : '—'
}

/** Both people side by side. */
export function PersonComparison({ rejection }: { rejection: Rejection }) {
  const { t } = useTexts('decisions')
  const person = PersonArgs.safeParse(rejection.command.args).data?.entry.person
  const clash = PersonClash.safeParse(rejection.detail).data
  if (!person || !clash) return null
  return (
    <TwoColumns
      lines={[
        [t('nik'), groupedNik(person.nik), groupedNik(person.nik)],
        [t('fullName'), person.fullName, clash.existingName],
        [t('birthDate'), shortDate(person.birthDate), shortDate(clash.existingBirthDate)],
        [t('registeredBy'), rejection.command.actor.name, clash.registeredBy],
      ]}
    />
  )
}

function TwoColumns({ lines }: { lines: readonly Line[] }) {
  const { t } = useTexts('decisions')
  return (
    <Table maw={820} withTableBorder aria-label={`${t('yours')} / ${t('existing')}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th scope="col">{t('yours')}</Table.Th>
          <Table.Th scope="col">{t('existing')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(([label, yours, theirs]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            <Table.Td fw={yours === theirs ? 400 : 600}>{yours}</Table.Td>
            <Table.Td fw={yours === theirs ? 400 : 600}>{theirs}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
