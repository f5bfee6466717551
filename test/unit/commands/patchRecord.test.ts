import { describe, expect, it } from 'vitest'
import {
  patchable,
  patchableEntities,
  type FieldKind,
  type PatchableEntity,
  type PatchValue,
} from '#shared/commands/records/patchable'
import { valueOf } from '#shared/commands/records/patchRecord'
import { registry } from '#shared/commands/registry'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { entities } from '#shared/model/entities'
import type { WireCommand } from '#shared/protocol/messages'
import { pushCommands } from '#shared/sync/push'
import { Random } from '../../model/random'
import { createMemoryServer } from '../../support/memoryServer'
import { employerProfile, workerEntry } from '../../support/samples'
import { NOW, serverEnvironment } from '../sync/support'
import { Desk } from './desk'

const DAY = '2026-06-08'
const PAIRS = 1000

/** A valid value per kind, `n` makes different ones. */
const values: Readonly<Record<FieldKind, (n: number) => PatchValue>> = {
  text: (n) => `Nilai ${n}`,
  name: (n) => `Sekar ${'ABCDEFGH'[n % 8]} Contoh`,
  phone: (n) => `+62321${600000 + n}`,
  mobile: (n) => `+6281200${100000 + n}`,
  email: (n) => `alamat${n}@contoh.example`,
  postcode: (n) => String(61300 + n),
  yesNo: (n) => n % 2 === 0,
}

interface Field {
  readonly entity: PatchableEntity
  readonly name: string
  readonly kind: FieldKind
}

const fields: readonly Field[] = patchableEntities.flatMap((entity) =>
  Object.entries(patchable[entity]).map(([name, { kind }]) => ({ entity, name, kind })),
)
const kinds = [...new Set(fields.map(({ kind }) => kind))]

/** An employer with a worker and a contact; ids by entity. */
async function furnished(): Promise<{ desk: Desk; ids: Record<PatchableEntity, string> }> {
  const desk = new Desk()
  const { employerId } = desk
  const entry = workerEntry(1)
  await desk.must(
    'employer.register',
    { employerId, profile: employerProfile(), acceptedFindings: [] },
    DAY,
  )
  await desk.must('worker.register', { employerId, entry: { ...entry } }, DAY)
  const contactId = crypto.randomUUID()
  const contact = { name: 'Sekar Contoh', phone: '+628120000003' }
  await desk.must('contact.add', { contactId, employerId, contact }, DAY)
  const { participantId, membershipId } = entry
  const ids = {
    employer: employerId,
    employerContact: contactId,
    participant: participantId,
    membership: membershipId,
  }
  return { desk, ids }
}

async function seen(desk: Desk, { entity, name }: Field, id: string): Promise<PatchValue> {
  return valueOf(await desk.get(entity, id), name)
}

function patch(
  desk: Desk,
  { entity, name }: Pick<Field, 'entity' | 'name'>,
  id: string,
  change: { from: PatchValue; to: PatchValue },
): Promise<string> {
  return desk.do('record.patch', { entity, id, set: { [name]: change } }, DAY)
}

describe('two people, one record', () => {
  it.each(kinds)(`[R-71] [R-72] ${PAIRS} pairs of edits of the kind %s`, async (kind) => {
    const random = new Random(kinds.indexOf(kind) + 1)
    const { desk, ids } = await furnished()
    const own = fields.filter((field) => field.kind === kind)
    const counts = { merged: 0, asked: 0, agreed: 0 }
    for (let pair = 0; pair < PAIRS; pair++) {
      const first = random.pick(own)
      const others = fields.filter(({ entity }) => entity === first.entity)
      const second = random.chance(0.5) ? first : random.pick(others)
      const [a, b] = [ids[first.entity], ids[second.entity]]
      // Both have seen the same record.
      const [fromA, fromB] = [await seen(desk, first, a), await seen(desk, second, b)]
      const [toA, toB] = [
        values[first.kind](random.int(0, 7)),
        values[second.kind](random.int(0, 7)),
      ]
      expect(await patch(desk, first, a, { from: fromA, to: toA })).toBe('ok')
      const result = await patch(desk, second, b, { from: fromB, to: toB })
      const [nowA, nowB] = [await seen(desk, first, a), await seen(desk, second, b)]
      if (first.name !== second.name) {
        counts.merged += 1
        expect([result, nowA, nowB]).toEqual(['ok', toA, toB])
      } else if (toA === toB || fromA === toA) {
        // The same wish, or a first edit that changed nothing.
        counts.agreed += 1
        expect([result, nowB]).toEqual(['ok', toB])
      } else if (toB === fromB) {
        // Whoever leaves a field as it was has no wish: the screens send nothing.
        expect([result, nowA]).toEqual(['PATCH_CONFLICT', toA])
      } else {
        counts.asked += 1
        expect([result, nowA]).toEqual(['PATCH_CONFLICT', toA])
        expect(desk.detail['fields']).toMatchObject([
          { field: first.name, from: fromB, mine: toB, theirs: toA, theirsBy: 'Penguji' },
        ])
      }
    }
    expect(counts.merged).toBeGreaterThan(kind === 'postcode' ? 150 : 100)
    if (kind !== 'yesNo') expect(counts.asked).toBeGreaterThan(200)
    expect(counts.agreed).toBeGreaterThan(30)
  })

  it('[R-72] the refusal names the record and who changed the field when; nothing is changed', async () => {
    const { desk, ids } = await furnished()
    const phone = { entity: 'employer', name: 'phone' } as const
    const from = (await desk.get('employer', ids.employer)).phone
    expect(await patch(desk, phone, ids.employer, { from, to: '0321 600 001' })).toBe('ok')
    const before = await desk.get('employer', ids.employer)
    expect(before.edits).toEqual({
      phone: { by: 'u1', byName: 'Penguji', at: `${DAY}T02:00:00Z` },
    })
    expect(await patch(desk, phone, ids.employer, { from, to: '0321600002' })).toBe(
      'PATCH_CONFLICT',
    )
    expect(desk.detail).toEqual({
      entity: 'employer',
      id: ids.employer,
      title: before.legalName,
      fields: [
        {
          field: 'phone',
          from,
          mine: '+62321600002',
          theirs: '+62321600001',
          theirsBy: 'Penguji',
          theirsAt: `${DAY}T02:00:00Z`,
        },
      ],
    })
    expect(await desk.get('employer', ids.employer)).toEqual(before)
  })

  it('[R-72] of several fields in one command none goes in when one of them clashes', async () => {
    const { desk, ids } = await furnished()
    const before = await desk.get('employer', ids.employer)
    const set = {
      address: { from: before.address, to: 'Jalan Baru 1' },
      postcode: { from: '99999', to: '61301' },
    }
    const args = { entity: 'employer', id: ids.employer, set }
    expect(await desk.do('record.patch', args, DAY)).toBe('PATCH_CONFLICT')
    expect(await desk.get('employer', ids.employer)).toEqual(before)
  })

  it('[R-73] whoever wanted the same first keeps the name on it', async () => {
    const { desk, ids } = await furnished()
    const email = { entity: 'employer', name: 'email' } as const
    const change = { from: 'kantor@contoh.example', to: 'baru@contoh.example' }
    expect(await patch(desk, email, ids.employer, change)).toBe('ok')
    const first = await desk.get('employer', ids.employer)
    expect(await patch(desk, email, ids.employer, change)).toBe('ok')
    expect(await desk.get('employer', ids.employer)).toEqual(first)
  })
})

describe('what may be changed', () => {
  const protectedFields: Record<PatchableEntity, readonly string[]> = {
    employer: [
      'id',
      'branchId',
      'npp',
      'npwp',
      'nib',
      'legalName',
      'division',
      'taxKey',
      'riskLevel',
    ]
      .concat(['size', 'sizeAmount', 'programmes', 'startPeriod', 'businessTypeId', 'ownerNik'])
      .concat([
        'status',
        'workerCount',
        'wageTotalDeclared',
        'bankAccountNo',
        'registered',
        'edits',
      ]),
    participant: ['id', 'branchId', 'nik', 'fullName', 'birthDate', 'sex', 'kpj', 'registered'],
    membership: [
      'id',
      'nik',
      'wage',
      'backPay',
      'startDate',
      'endDate',
      'status',
      'activeKey',
    ].concat(['employmentStatus', 'participantId', 'employerId', 'fullName']),
    employerContact: ['id', 'branchId', 'employerId', 'added', 'removed', 'edits'],
  }

  it.each(patchableEntities)(
    '[R-70] %s: money, identity, state and codes are refused, whatever they hold',
    async (entity) => {
      const { desk, ids } = await furnished()
      const before = await desk.get(entity, ids[entity])
      for (const name of [...protectedFields[entity], '__proto__', 'constructor', 'tidakAda']) {
        // As it comes from the network: `__proto__` is then a key like any other.
        const set = JSON.parse(`{"${name}":{"from":null,"to":"1"}}`) as JsonValue
        const result = await desk.do('record.patch', { entity, id: ids[entity], set }, DAY)
        // That one does not get past the reading of the arguments.
        const expected = name === '__proto__' ? 'BAD_ARGUMENTS' : 'FIELD_NOT_PATCHABLE'
        expect([name, result]).toEqual([name, expected])
      }
      expect(await desk.get(entity, ids[entity])).toEqual(before)
    },
  )

  it('[R-70] every other entity is refused', async () => {
    const { desk, ids } = await furnished()
    for (const entity of Object.keys(entities)) {
      if (patchableEntities.some((one) => one === entity)) continue
      const args = { entity, id: ids.employer, set: { name: { from: null, to: 'x' } } }
      expect([entity, await desk.do('record.patch', args, DAY)]).toEqual([
        entity,
        'FIELD_NOT_PATCHABLE',
      ])
    }
  })

  it('[R-70] no field with an amount, a rate, an identity, a state or an index is on the list', () => {
    const never = /wage|amount|total|rate|status|code$|npp|npwp|nik|nib|kpj|bill|programme|risk/i
    const names = fields.map(({ entity, name }) => `${entity}.${name}`)
    expect(names.filter((name) => never.test(name) && !name.endsWith('Code'))).toEqual([
      'employer.postcode',
      'participant.postcode',
    ])
    for (const { entity, name } of fields) {
      const indexed = Object.values(entities[entity].indexes).flatMap((index) => index.fields)
      expect(indexed).not.toContain(name)
    }
  })

  it('[R-74] values pass the rules of the forms and are stored in their form', async () => {
    const { desk, ids } = await furnished()
    const bad: [string, PatchValue][] = [
      ['phone', 'telepon'],
      ['picPhone', '0321600001'],
      ['email', 'tanpa-at'],
      ['postcode', '123'],
      ['address', '   '],
      ['picConsent', 'ya'],
      ['picName', 'Sekar 123'],
    ]
    for (const [name, to] of bad) {
      const from = valueOf(await desk.get('employer', ids.employer), name)
      const result = await patch(desk, { entity: 'employer', name }, ids.employer, { from, to })
      expect([name, result]).toEqual([name, 'BAD_ARGUMENTS'])
    }
    const change = { from: '+628120000002', to: '0812-3456-7890' }
    const picPhone = { entity: 'employer', name: 'picPhone' } as const
    expect(await patch(desk, picPhone, ids.employer, change)).toBe('ok')
    expect((await desk.get('employer', ids.employer)).picPhone).toBe('+6281234567890')
  })

  it('[R-74] an optional field can be emptied and filled again', async () => {
    const { desk, ids } = await furnished()
    const phone = { entity: 'employerContact', name: 'phone' } as const
    const contact = ids.employerContact
    expect(await patch(desk, phone, contact, { from: '+628120000003', to: null })).toBe('ok')
    expect(await desk.get('employerContact', contact)).not.toHaveProperty('phone')
    expect(await patch(desk, phone, contact, { from: null, to: '+628120000004' })).toBe('ok')
    expect((await desk.get('employerContact', contact)).phone).toBe('+628120000004')
  })

  it('[P-1] persons are edited by those who register them, employers by all who visit them', async () => {
    const { desk, ids } = await furnished()
    const mobile = { from: null, to: '+628120000009' }
    const person = { entity: 'participant', id: ids.participant, set: { mobile } }
    const address = { from: 'Jalan Contoh No. 1', to: 'Jalan Contoh No. 9' }
    const employer = { entity: 'employer', id: ids.employer, set: { address } }
    expect(await desk.do('record.patch', person, DAY, ['WASRIK'])).toBe('FORBIDDEN')
    expect(await desk.do('record.patch', employer, DAY, ['WASRIK'])).toBe('ok')
    expect(await desk.do('record.patch', person, DAY, ['PAD'])).toBe('ok')
    expect(await desk.do('record.patch', employer, DAY, ['KABID'])).toBe('FORBIDDEN')
  })
})

describe('contacts', () => {
  it('[R-76] an edit of a contact taken away meanwhile is told who did it, and kept whole', async () => {
    const { desk, ids } = await furnished()
    const contactId = ids.employerContact
    expect(await desk.do('contact.remove', { contactId }, DAY)).toBe('ok')
    expect(await desk.do('contact.remove', { contactId }, DAY)).toBe('ok')
    const change = { from: '+628120000003', to: '+628120000004' }
    const phone = { entity: 'employerContact', name: 'phone' } as const
    expect(await patch(desk, phone, contactId, change)).toBe('RECORD_GONE')
    expect(desk.detail).toEqual({
      entity: 'employerContact',
      id: contactId,
      title: 'Sekar Contoh',
      removedBy: 'Penguji',
      removedAt: `${DAY}T02:00:00Z`,
      fields: [{ field: 'phone', from: '+628120000003', mine: '+628120000004' }],
    })
  })

  it('[R-76] a contact needs its employer, a name and numbers that are some', async () => {
    const { desk, ids } = await furnished()
    const add = (employerId: string, contact: JsonValue, contactId: string = crypto.randomUUID()) =>
      desk.do('contact.add', { contactId, employerId, contact }, DAY)
    expect(await add(crypto.randomUUID(), { name: 'Sekar' })).toBe('EMPLOYER_NOT_FOUND')
    expect(await add(ids.employer, { name: 'Sekar' }, ids.employerContact)).toBe('ROW_EXISTS')
    expect(await add(ids.employer, { name: 'Sekar', phone: '12' })).toBe('BAD_ARGUMENTS')
    expect(await add(ids.employer, { name: '' })).toBe('BAD_ARGUMENTS')
    const contactId = crypto.randomUUID()
    expect(await add(ids.employer, { name: 'Sekar', phone: '0812 0000 0005' }, contactId)).toBe(
      'ok',
    )
    expect((await desk.get('employerContact', contactId)).phone).toBe('+6281200000005')
    expect(await desk.do('contact.remove', { contactId: crypto.randomUUID() }, DAY)).toBe(
      'RECORD_GONE',
    )
  })
})

describe('a chain of edits made without a line', () => {
  const env = {
    schema: entities,
    registry,
    branchId: '516',
    deviceId: 'd1',
    where: 'server' as const,
  }
  const EMPLOYER = '00000000-0000-4000-8000-000000000001'

  function chain(length: number, random: Random): { commands: WireCommand[]; last: string } {
    const wire = (commandId: number, name: string, args: JsonValue): WireCommand => ({
      commandId,
      uid: crypto.randomUUID(),
      name,
      version: 1,
      args,
      occurredAt: NOW,
      actorId: 'u1',
    })
    const profile = { ...employerProfile() } as JsonValue
    const registration = { employerId: EMPLOYER, profile, acceptedFindings: [] }
    const commands = [wire(1, 'employer.register', registration)]
    let from = employerProfile().address
    for (let n = 0; n < length; n++) {
      // Also back to an earlier value: A, B, A.
      const to = `Jalan Contoh No. ${random.int(1, 3)}`
      const set = { address: { from, to } }
      commands.push(wire(n + 2, 'record.patch', { entity: 'employer', id: EMPLOYER, set }))
      from = to
    }
    return { commands, last: from }
  }

  it('[R-75] arrives as the last value in 10,000 orders of arrival, each piece also twice', async () => {
    for (let seed = 1; seed <= 10_000; seed++) {
      const random = new Random(seed)
      const { commands, last } = chain(random.int(2, 5), random)
      const server = createMemoryServer()
      // Pieces travel in any order and repeatedly, as after losses: the numbers put them right.
      for (let tries = 0; server.lastCommandId('c') < commands.length; tries++) {
        if (tries > 200) throw new Error(`seed ${seed} never ends`)
        const from = random.int(0, commands.length - 1)
        const piece = commands.slice(from, from + random.int(1, 3))
        const { outcomes } = await pushCommands(server, 'c', piece, env, serverEnvironment({}))
        expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true)
      }
      expect(server.rows.find('employer', EMPLOYER)).toMatchObject({ address: last })
    }
  }, 120_000)
})
