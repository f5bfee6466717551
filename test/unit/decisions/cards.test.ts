import { describe, expect, it } from 'vitest'
import { ruleCodes, type JsonValue } from '#shared/commands/ruleCodes'
import type { Refusal } from '#shared/model/refusal'
import { canUndo, isEscalated } from '../../../renderer/features/decisions/escalation'
import { groupRejections } from '../../../renderer/features/decisions/group'
import { findRefusedPatch, joinPatches } from '../../../renderer/features/decisions/patchCards'
import { choicesOf } from '../../../renderer/features/decisions/patchDecisions'
import { payerOf, handedOut } from '../../../renderer/features/decisions/subject'
import { suggestionFor } from '../../../renderer/features/decisions/suggestions'
import { decisionTexts } from '../../../renderer/features/decisions/texts'
import { orderWays, type Way } from '../../../renderer/features/decisions/ways'
import type { RefusedWork } from '../../../renderer/store/queries/decisions'

let count = 0
function refused(name: string, args: JsonValue, more: Partial<RefusedWork> = {}): RefusedWork {
  count += 1
  const uid = `uid-${count}`
  return {
    uid,
    command: {
      id: count,
      order: count,
      uid,
      name,
      version: 1,
      args,
      occurredAt: '2026-11-01T02:00:00Z',
      actor: { userId: 'u', name: 'Rini', roles: [] },
      dependsOn: [],
      wrote: [],
    },
    code: 'HAS_LIVE_CODE',
    detail: {},
    rejectedAt: '2026-11-10T02:00:00.000Z',
    state: 'open',
    ...more,
  }
}

const way = (name: Way['name']): Way => ({ name, label: name, run: async () => undefined })
const code = { code: '151600001236', billIds: ['employer-1:2026-10:MONTHLY'] }
const provisional = { reservationId: 'r', until: '2026-11-12' }

const patchOf = (set: object, uid: string, more: Partial<RefusedWork> = {}): RefusedWork => {
  const work = refused(
    'record.patch',
    { entity: 'employer', id: '01a21a39-0000-7557-9cb1-1c58adb112a7', set } as never,
    {
      ...{ code: 'PATCH_CONFLICT', uid },
      detail: {
        fields: Object.entries(set as Record<string, { from: string; to: string }>).map(
          ([field, { from, to }]) => ({
            ...{ field, from, mine: to, theirs: '0300', theirsBy: 'Sari', theirsAt: '2026-11-01' },
          }),
        ),
      } as never,
      ...more,
    },
  )
  // Of another computer: what came first there is not known here.
  return { ...work, command: { ...work.command, order: 0 } }
}

describe('decision cards', () => {
  it('[R-78] edits of another computer count in the order in which they were made', () => {
    const first = patchOf({ phone: { from: '0300', to: '0344' } }, 'uid-a')
    const second = patchOf({ phone: { from: '0344', to: '0345' } }, 'uid-b')
    for (const both of [
      [first, second],
      [second, first],
    ]) {
      const [card] = groupRejections(both)
      expect(card && joinPatches([card.head, ...card.followers])?.fields).toMatchObject([
        { mine: '0345' },
      ])
    }
  })

  it('[R-78] offers to keep both only where one contact can hold all of mine', () => {
    const of = (set: object) => choicesOf(findRefusedPatch(patchOf(set, 'uid-c'))!)
    const to = (value: string) => ({ from: '0300', to: value })
    expect(of({ phone: to('0344') })).toContain('both')
    expect(of({ phone: to('0344'), picEmail: to('a@b.example') })).toContain('both')
    expect(of({ phone: to('0344'), picPhone: to('0812') })).not.toContain('both')
  })

  it('[U-61] have a suggestion with a reason in both languages for every refusal', () => {
    for (const known of [...ruleCodes, 'FROM_A_NEWER_SERVER']) {
      const { ways, why } = suggestionFor(known)
      expect(ways.length, known).toBeGreaterThan(0)
      for (const language of ['id', 'en'] as const)
        expect(decisionTexts[language][why]).toBeTruthy()
    }
    expect(suggestionFor('BILL_PAID').ways[0]).toBe('aside')
    expect(suggestionFor('NPWP_TAKEN').ways[0]).toBe('goOn')
  })

  it('[U-61] put what suits the refusal on 1, and what only it has before that', () => {
    const names = orderWays(
      [way('edit'), way('retry'), way('goOn')],
      suggestionFor('NPWP_TAKEN').ways,
    ).map(({ name }) => name)
    expect(names).toEqual(['goOn', 'edit', 'retry'])
    expect(orderWays([way('retry'), way('own')], ['retry'])[0]?.name).toBe('own')
  })

  it('[U-62] name the code, letter and prints an employer may hold, once each', () => {
    const head = refused('code.issue', { ...code, provisional })
    const letter = { kind: 'BILLING_LETTER', paymentCodeId: 'c' }
    const followers = [
      refused('letter.create', letter),
      refused('letter.recordPrint', { letterId: 'l' }),
      refused('letter.recordPrint', { letterId: 'l' }),
    ]
    expect(handedOut({ head, followers })).toEqual([
      { kind: 'code', code: '1516 0000 1236' },
      { kind: 'letter' },
      { kind: 'print' },
    ])
    expect(payerOf(head)).toBe('employer-1')
  })

  it('[U-62] do not name a code that nobody may have seen', () => {
    expect(handedOut({ head: refused('code.issue', code), followers: [] })).toEqual([])
  })

  it('[U-63] what was laid aside can be taken back for 30 days, what was sent again cannot', () => {
    const aside = refused('x', {}, { state: 'dismissed', decidedAt: '2026-11-01T00:00:00.000Z' })
    expect(canUndo(aside, '2026-12-01T00:00:00.000Z')).toBe(true)
    expect(canUndo(aside, '2026-12-01T00:00:00.001Z')).toBe(false)
    expect(canUndo({ ...aside, state: 'resubmitted' }, '2026-11-02T00:00:00.000Z')).toBe(false)
  })

  it('[U-64] go to the head after three days, and again three days after being handed back', () => {
    const work = refused('x', {})
    expect(isEscalated(work, '2026-11-13T02:00:00.000Z')).toBe(false)
    expect(isEscalated(work, '2026-11-13T02:00:00.001Z')).toBe(true)
    const by = { userId: 'k', name: 'Kabid', at: '2026-11-14T02:00:00.000Z' }
    const row = { note: { by, text: 'x' } } as unknown as Refusal
    expect(isEscalated({ ...work, row }, '2026-11-15T02:00:00.000Z')).toBe(false)
    expect(isEscalated({ ...work, row }, '2026-11-17T02:00:00.001Z')).toBe(true)
    expect(isEscalated({ ...work, state: 'dismissed' }, '2027-01-01T00:00:00.000Z')).toBe(false)
  })

  it('[U-65] stand once per cause, with what depended on it, in the order of the work', () => {
    const head = refused('employer.register', {})
    const follower = refused('worker.register', {})
    const other = refused('bill.cancel', {})
    const depends = { ...follower, command: { ...follower.command, dependsOn: [head.uid] } }
    expect(groupRejections([other, depends, head])).toEqual([
      { head, followers: [depends] },
      { head: other, followers: [] },
    ])
  })
})
