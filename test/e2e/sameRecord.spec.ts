import type { Page, TestInfo } from '@playwright/test'
import { findViolations } from '../support/axe'
import { expect, test, type Computer } from '../support/e2e'
import { rowsOnServer, userOf, type Row } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import { DecisionsPage } from './pages/decisionsPage'
import { EditPage } from './pages/editPage'
import { Frame } from './pages/frame'
import { signInAs } from './signIn'

// Journey J7: two officers, one employer. Different fields, the same field, and a contact that one
// takes away while the other changes it.

interface Officers {
  readonly first: Computer
  readonly second: Computer
  readonly firstName: string
  readonly name: string
  readonly employerId: string
}

/** Two officers before the same employer; the one named `ar` will be the first to send. */
async function atOneEmployer(
  newComputer: () => Promise<Computer>,
  server: PracticeServer,
  place: number,
): Promise<Officers> {
  const [first, second] = [await newComputer(), await newComputer()]
  await signInAs(first, server, 'ar')
  await signInAs(second, server, 'pad')
  const employers = (await rowsOnServer(server, 'employer')).sort((a, b) => (a.id < b.id ? -1 : 1))
  const name = String(employers[place]?.['legalName'])
  const employerId = employers[place]?.id ?? ''
  for (const { page } of [first, second]) await new Frame(page).openEmployer(name)
  return { first, second, firstName: userOf(server, 'ar').name, name, employerId }
}

async function unplugBoth({ first, second }: Officers): Promise<void> {
  for (const { unplug } of [first, second]) await unplug()
}

/** The first sends all it has before the second comes to the line. */
async function plugInOneAfterTheOther({ first, second }: Officers): Promise<void> {
  await first.plugIn()
  await new Frame(first.page).everythingSent()
  await second.plugIn()
}

async function employerOnServer(server: PracticeServer, id: string): Promise<Row | undefined> {
  return (await rowsOnServer(server, 'employer')).find((row) => row.id === id)
}

/** Rows of the employer and its contacts in a browser's database, as they are stored there. */
async function rowsHere({ page }: Computer, employerId: string): Promise<Record<string, unknown>> {
  return page.evaluate(async (id) => {
    const open = indexedDB.open('smile-loket')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.addEventListener('success', () => resolve(open.result))
      open.addEventListener('error', () => reject(open.error ?? new Error('no database')))
    })
    const all = (name: string): Promise<Record<string, unknown>[]> =>
      new Promise((resolve, reject) => {
        const request = database.transaction(name).objectStore(name).getAll()
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no rows')))
      })
    const bare = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('_')))
    const rows = [
      ...(await all('employer')).filter((row) => row['id'] === id),
      ...(await all('employerContact')).filter((row) => row['employerId'] === id),
    ]
    database.close()
    return Object.fromEntries(rows.map((row) => [String(row['id']), bare(row)]))
  }, employerId)
}

/** Both devices and the server hold the same, byte for byte in meaning. */
async function expectOneTruth(
  { first, second, employerId }: Officers,
  server: PracticeServer,
): Promise<void> {
  const onServer = async () => {
    const contacts = (await rowsOnServer(server, 'employerContact')).filter(
      (row) => row['employerId'] === employerId,
    )
    const employer = await employerOnServer(server, employerId)
    return Object.fromEntries([...(employer ? [employer] : []), ...contacts].map((r) => [r.id, r]))
  }
  for (const computer of [first, second]) {
    const difference = async () => {
      const [here, there] = [await rowsHere(computer, employerId), await onServer()]
      return JSON.stringify(sorted(here)) === JSON.stringify(sorted(there)) ? 'same' : here
    }
    await expect.poll(difference, { timeout: 30_000 }).toBe('same')
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** A picture for people, and nothing that axe can find. */
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true })
  expect(await findViolations(page), `axe on ${name}`).toEqual([])
}

test('[R-71] [R-72] [R-77] [R-78] different fields merge silently, the same field asks once', async ({
  newComputer,
  server,
}, info) => {
  test.setTimeout(240_000)
  const officers = await atOneEmployer(newComputer, server, 0)
  const { first, second, firstName, name, employerId } = officers
  const decisions = new DecisionsPage(second.page)
  const frame = new Frame(second.page)

  await test.step('different fields: nobody is asked', async () => {
    await unplugBoth(officers)
    await new EditPage(first.page).change({ 'employer.phone': '0321 600 011' })
    await new EditPage(second.page).change({ 'employer.email': 'baru@rimba.example' })
    await expect(second.page.getByText('Menunggu dikirim: Surel')).toBeVisible()
    await look(second.page, info, 'perusahaan-menunggu')
    await plugInOneAfterTheOther(officers)
    await frame.everythingSent()
    await decisions.expectNothingLeft()
    expect(await employerOnServer(server, employerId)).toMatchObject({
      phone: '+62321600011',
      email: 'baru@rimba.example',
    })
    await expectOneTruth(officers, server)
  })

  await test.step('the same field: one card on one side, both versions', async () => {
    for (const { page } of [first, second]) await new Frame(page).openEmployer(name)
    await unplugBoth(officers)
    await new EditPage(first.page).change({ 'employer.picPhone': '0812-0000-0777' })
    // A chain of two edits is one question, about the last.
    await new EditPage(second.page).change({ 'employer.picPhone': '0812-0000-0344' })
    await new EditPage(second.page).change({ 'employer.picPhone': '0812-0000-0345' })
    await plugInOneAfterTheOther(officers)
    await expect(frame.status).toContainText('Perlu keputusan Anda', { timeout: 60_000 })
    await decisions.open()
    await expect(second.page.getByText('Kartu 1 dari 1')).toBeVisible()
    await expect(decisions.card).toContainText(
      `Nomor HP narahubung pada ${name} diubah dua kali: oleh Anda dan oleh ${firstName}.`,
    )
    expect(await decisions.comparison()).toEqual({
      'Nomor HP narahubung': ['0812-0000-0345', '0812-0000-0777'],
    })
    await look(second.page, info, 'kartu-bentrok')
    expect(await employerOnServer(server, employerId)).toMatchObject({ picPhone: '+6281200000777' })
    await new DecisionsPage(first.page).expectNothingLeft()
  })

  await test.step('one key decides for mine, one key undoes it', async () => {
    const presses = await second.pointerPresses()
    await second.page.keyboard.press('2')
    await expect(second.page.getByText('Diputuskan: Pakai milik saya.')).toBeVisible()
    await frame.everythingSent()
    expect(await employerOnServer(server, employerId)).toMatchObject({ picPhone: '+6281200000345' })
    await look(second.page, info, 'keputusan-dapat-dibatalkan')
    await second.page.keyboard.press('u')
    await expect
      .poll(async () => (await employerOnServer(server, employerId))?.['picPhone'], {
        timeout: 30_000,
      })
      .toBe('+6281200000777')
    expect(await second.pointerPresses()).toBe(presses)
    await frame.everythingSent()
    await expectOneTruth(officers, server)
  })
})

test('[R-76] [R-78] a contact taken away by one and changed by the other, and both numbers kept', async ({
  newComputer,
  server,
}, info) => {
  test.setTimeout(240_000)
  const officers = await atOneEmployer(newComputer, server, 1)
  const { first, second, firstName, name, employerId } = officers
  const decisions = new DecisionsPage(second.page)
  const frame = new Frame(second.page)

  await test.step('a new contact reaches the colleague', async () => {
    const { page } = first
    await page.getByRole('button', { name: 'Tambah kontak' }).press('Enter')
    const panel = page.getByRole('region', { name: 'Kontak lain' })
    await panel.getByLabel('Nama').fill('Laras Contohbaru')
    await panel.getByLabel('Nomor telepon').fill('0812 0000 0901')
    await look(page, info, 'kontak-baru')
    await page.keyboard.press('Enter')
    await expect(panel.getByText('0812-0000-0901')).toBeVisible()
    await new Frame(page).everythingSent()
    await expect(second.page.getByText('Laras Contohbaru')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('taken away here, changed there: the card says by whom', async () => {
    await unplugBoth(officers)
    await first.page.getByRole('button', { name: 'Hapus kontak Laras Contohbaru' }).press('Enter')
    await expect(first.page.getByText('Laras Contohbaru')).toHaveCount(0)
    await second.page.getByRole('button', { name: 'Ubah kontak Laras Contohbaru' }).press('Enter')
    await new EditPage(second.page).save({ 'employerContact.phone': '0812 0000 0902' }, name)
    await plugInOneAfterTheOther(officers)
    await expect(frame.status).toContainText('Perlu keputusan Anda', { timeout: 60_000 })
    await decisions.open()
    await expect(decisions.card).toContainText(`Laras Contohbaru dihapus oleh ${firstName}`)
    expect(await decisions.comparison()).toEqual({
      'Nomor telepon': ['0812-0000-0902', 'dihapus'],
    })
    await look(second.page, info, 'kartu-terhapus')
  })

  await test.step('kept as a new contact by one key, and taken back by another', async () => {
    await second.page.keyboard.press('3')
    await frame.everythingSent()
    const living = async () =>
      (await rowsOnServer(server, 'employerContact'))
        .filter((row) => row['employerId'] === employerId && row['removed'] === undefined)
        .map((row) => [row['name'], row['phone']])
    expect(await living()).toEqual([['Laras Contohbaru', '+6281200000902']])
    await second.page.keyboard.press('u')
    await expect.poll(living, { timeout: 30_000 }).toEqual([])
    await frame.everythingSent()
    await expectOneTruth(officers, server)
  })
})

test('[R-79] data of a worker are changed by keys, and what is wrong is told at its field', async ({
  computer,
  server,
}, info) => {
  test.setTimeout(120_000)
  const { page } = computer
  const frame = await signInAs(computer, server, 'ar')
  const member = (await rowsOnServer(server, 'membership')).find(
    (row) => row['status'] === 'ACTIVE',
  )
  const employer = await employerOnServer(server, String(member?.['employerId']))
  await frame.openEmployer(String(employer?.['legalName']))
  const presses = await computer.pointerPresses()
  await page.getByRole('grid', { name: /^Tenaga kerja/ }).focus()
  await page.keyboard.press('F2')
  await expect(frame.heading).toContainText('Ubah data')
  const edit = new EditPage(page)
  await edit.field('participant.mobile').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0321600001')
  await page.keyboard.press('Control+s')
  await expect(edit.field('participant.mobile')).toHaveAttribute('aria-invalid', 'true')
  await expect(edit.field('participant.mobile')).toBeFocused()
  await look(page, info, 'ubah-orang')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0812 0000 0911')
  await page.keyboard.press('Control+s')
  await expect(frame.heading).toHaveText(String(employer?.['legalName']))
  await expect(page.getByText('1 isian diubah.')).toBeVisible()
  expect(await computer.pointerPresses()).toBe(presses)
  await frame.everythingSent()
  const people = await rowsOnServer(server, 'participant')
  expect(people.filter((row) => row['mobile'] === '+6281200000911')).toHaveLength(1)
  await page.keyboard.press('F2')
  await expect(frame.heading).toContainText('Ubah data')
  await look(page, info, 'ubah-perusahaan')
  await page.keyboard.press('Escape')
  await expect(frame.heading).toHaveText(String(employer?.['legalName']))
})
