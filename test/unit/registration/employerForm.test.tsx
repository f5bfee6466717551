// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import {
  getEmployerProfile,
  type EmployerValues,
} from '../../../renderer/features/registration/employerForm/employerValues'
import { AUTOSAVE_MS } from '../../../renderer/features/registration/draft/useAutosave'
import type { Store } from '../../../renderer/store/database'
import { findDraft, saveDraft } from '../../../renderer/store/queries/drafts'
import { findEmployer, searchEmployers } from '../../../renderer/store/queries/employers'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { testActor } from '../../support/deviceStore'
import { employerValues } from './formSamples'
import { field, openAt, startDevice } from './renderPages'

let store: Store

beforeEach(async () => {
  ;({ store } = await startDevice())
})

/** A draft with these values, as if somebody had typed them earlier. */
async function draftWith(values: EmployerValues): Promise<string> {
  const id = newId()
  const data = { values, accepted: {} }
  const updatedAt = '2026-11-22T02:14:22.000Z'
  await saveDraft({ id, kind: 'employer', userId: testActor.userId, title: '', data, updatedAt })
  return id
}

function press(key: string, init: Partial<KeyboardEventInit> = {}) {
  const target = document.activeElement
  if (!target) throw new Error('nothing has the focus')
  fireEvent.keyDown(target, { key, ...init })
}

function type(name: string, text: string) {
  fireEvent.focus(field(name))
  fireEvent.change(field(name), { target: { value: text } })
  fireEvent.blur(field(name))
}

const save = () => fireEvent.keyDown(window, { key: 's', ctrlKey: true })
const summary = async () => screen.findByRole('alert')

describe('the form of an employer', () => {
  test('[U-50] the cursor starts in the first field; Enter goes on and Shift+Enter back', async () => {
    await openAt(`/pendaftaran/perusahaan/${newId()}`)
    await waitFor(() => expect(document.activeElement).toBe(field('legalName')))
    const seen: (string | null)[] = []
    for (let step = 0; step < 5; step += 1) {
      press('Enter')
      seen.push(document.activeElement?.getAttribute('name') ?? null)
    }
    expect(seen).toEqual(['legalForm', 'npwp', 'division', 'npp', 'nib'])
    press('Enter', { shiftKey: true })
    expect(document.activeElement).toBe(field('npp'))
  })

  test('[R-30] what is typed is a draft within a second and comes back with the cursor', async () => {
    const id = newId()
    await openAt(`/pendaftaran/perusahaan/${id}`)
    type('legalName', 'Contoh Maju')
    field('npwp').focus()
    fireEvent.change(field('npwp'), { target: { value: '01.23' } })
    await waitFor(async () => expect(await findDraft(id)).toMatchObject({ title: 'CONTOH MAJU' }))
    // The pause before writing; the rest of the promised second is for the disk.
    expect(AUTOSAVE_MS).toBeLessThanOrEqual(500)
    expect(screen.getByTestId('draft-state').textContent).toContain('Draf tersimpan')

    await openAt(`/pendaftaran/perusahaan/${id}`)
    await waitFor(() => expect(field('legalName').value).toBe('Contoh Maju'))
    expect(field('npwp').value).toBe('01.23')
    await waitFor(() => expect(document.activeElement).toBe(field('npwp')))
  })

  test('[R-30] opening a form and leaving it makes no draft', async () => {
    const id = newId()
    const { path } = await openAt(`/pendaftaran/perusahaan/${id}`)
    await waitFor(() => expect(document.activeElement).toBe(field('legalName')))
    press('Escape')
    await waitFor(() => expect(path()).toBe('/pendaftaran'))
    expect(await store.drafts.count()).toBe(0)
  })

  test('[R-30] Esc in the middle of a word keeps the word', async () => {
    const id = newId()
    const { path } = await openAt(`/pendaftaran/perusahaan/${id}`)
    await waitFor(() => expect(document.activeElement).toBe(field('legalName')))
    fireEvent.change(field('legalName'), { target: { value: 'Contoh Ma' } })
    press('Escape')
    await waitFor(() => expect(path()).toBe('/pendaftaran'))
    expect((await findDraft(id))?.data).toMatchObject({ values: { legalName: 'Contoh Ma' } })
  })

  test('[U-52] a missing field is no mistake until saving; then the summary links to it', async () => {
    const id = await draftWith(employerValues({ legalName: '', regency: '' }))
    await openAt(`/pendaftaran/perusahaan/${id}`)
    fireEvent.blur(field('legalName'))
    expect(field('legalName').getAttribute('aria-invalid')).not.toBe('true')
    save()
    expect((await summary()).textContent).toContain('2 isian perlu diperbaiki')
    const invalid = field('legalName')
    expect(invalid.getAttribute('aria-invalid')).toBe('true')
    const described = (invalid.getAttribute('aria-describedby') ?? '').split(' ')
    const words = described.map((each) => document.getElementById(each)?.textContent).join(' ')
    expect(words).toContain('wajib')
    fireEvent.click(screen.getByRole('link', { name: /Kabupaten/ }))
    expect(document.activeElement).toBe(field('regency'))
    expect(await findDraft(id)).toBeDefined()
  })

  test('[R-33] something unusual stops saving once; its tick is stored, another value needs another', async () => {
    const id = await draftWith(employerValues({ npwp: '01.234.567.8-901.000' }))
    const { path } = await openAt(`/pendaftaran/perusahaan/${id}`)
    save()
    expect((await summary()).textContent).toContain('1 hal tidak biasa')
    fireEvent.click(screen.getByRole('checkbox', { name: /NPWP/ }))
    type('npwp', '01.234.567.9-901.000')
    expect(screen.getByRole('checkbox', { name: /NPWP/ })).toHaveProperty('checked', false)
    fireEvent.click(screen.getByRole('checkbox', { name: /NPWP/ }))
    save()
    await waitFor(() => expect(path()).toBe(`/perusahaan/${id}`))
    expect(await findEmployer(id)).toMatchObject({
      npwp: '0012345679901000',
      acceptedFindings: ['NPWP_CHECK_DIGIT:npwp'],
    })
  })

  test('[R-33] saving a second time without a tick stores the employer as it is', async () => {
    const id = await draftWith(employerValues({ npwp: '01.234.567.8-901.000' }))
    const { path } = await openAt(`/pendaftaran/perusahaan/${id}`)
    save()
    await summary()
    save()
    await waitFor(() => expect(path()).toBe(`/perusahaan/${id}`))
    expect((await findEmployer(id))?.acceptedFindings).toEqual([])
  })

  test('[R-34] a faultless form is stored once, however often it is saved, and its draft is gone', async () => {
    const id = await draftWith(employerValues())
    const { path } = await openAt(`/pendaftaran/perusahaan/${id}`)
    save()
    save()
    await waitFor(() => expect(path()).toBe(`/perusahaan/${id}`))
    expect(screen.getByRole('status').textContent).toBe(
      'Tersimpan di komputer ini. Menunggu dikirim.',
    )
    expect(await store.outbox.count()).toBe(1)
    expect((await searchEmployers('contoh')).rows).toHaveLength(1)
    expect(await findDraft(id)).toBeUndefined()
  })

  test('[R-34] a refusal is told at the top and at its field, and the draft stays', async () => {
    const other = await execute(registerEmployer, {
      employerId: newId(),
      profile: getEmployerProfile(employerValues({ legalName: 'Yang Lama' })),
      acceptedFindings: [],
    })
    expect(other.ok).toBe(true)
    const id = await draftWith(employerValues())
    await openAt(`/pendaftaran/perusahaan/${id}`)
    expect((await screen.findByText(/sudah terdaftar: YANG LAMA/)).textContent).toBeTruthy()
    save()
    expect((await summary()).textContent).toContain('sudah terdaftar atas nama YANG LAMA')
    expect(field('npwp').getAttribute('aria-invalid')).toBe('true')
    expect(await findDraft(id)).toBeDefined()
    expect(await findEmployer(id)).toBeUndefined()
  })

  test('[R-3] the amount presets the size and the mandatory programmes, both still to change', async () => {
    const id = await draftWith(employerValues({ size: '', sizeAmount: '', programmes: [] }))
    await openAt(`/pendaftaran/perusahaan/${id}`)
    type('sizeAmount', '20000000000')
    await waitFor(() => expect(field('size').value).toBe('MEDIUM'))
    const ticked = () =>
      screen
        .getAllByRole<HTMLInputElement>('checkbox')
        .filter((box) => box.checked && ['JKK', 'JKM', 'JHT', 'JP'].includes(box.value))
        .map((box) => box.value)
    expect(ticked()).toEqual(['JKK', 'JKM', 'JHT', 'JP'])
    fireEvent.click(screen.getByRole('checkbox', { name: /^JP/ }))
    expect(ticked()).toEqual(['JKK', 'JKM', 'JHT'])
    fireEvent.change(field('size'), { target: { value: 'MICRO' } })
    expect(ticked()).toEqual(['JKK', 'JKM'])
  })
})
