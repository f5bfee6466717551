import { expect, test, type Computer } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { DecisionsPage } from './pages/decisionsPage'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { WorkerForm, workerTyped } from './pages/workerForm'
import { signInAs } from './signIn'

// Two officers who cannot see each other register the same thing. One wins; the other loses no
// letter of what was typed and finds a way forward.

const digits = (text: string): string => text.replace(/\D/g, '')

test('[S-42] [U-2] the same NPWP twice: one wins, the workers of the other move over', async ({
  newComputer,
  server,
}) => {
  const npwp = npwpOf(2)
  const officers = await twoOfficersOffline(newComputer, server)
  const typed = [
    employerTyped({ npwp, legalName: 'CV Lembah Damai Contoh', legalForm: 'CV' }),
    employerTyped({
      npwp,
      legalName: 'CV Lembah Damay Contoh',
      legalForm: 'CV',
      address: 'Jalan Lain Nomor 22',
      picName: 'Intan Bukitcerah',
    }),
  ] as const
  const workers = [workerTyped(2101), workerTyped(2102, { fullName: 'Citra Pasirmerah' })] as const
  for (const [place, { page }] of officers.entries()) {
    await new EmployerForm(page).register(typed[place] ?? {})
    await new WorkerForm(page).register(workers[place] ?? {})
  }

  await Promise.all(officers.map(({ plugIn }) => plugIn()))
  const { loser, winner } = await settle(officers)
  const [mine, theirs] = [typed[loser] ?? {}, typed[winner] ?? {}]
  const { page } = officers[loser]
  await new Frame(officers[winner].page).everythingSent()

  const decisions = new DecisionsPage(page)
  await decisions.open()
  await expect(decisions.card).toContainText(
    `NPWP dan divisi ini sudah terdaftar atas nama ${nameOf(theirs)}`,
  )
  await expect(decisions.card).toContainText('Ikut tertahan karena penolakan ini: 1 pekerjaan')
  const compared = await decisions.comparison()
  expect(compared['Nama badan usaha']).toEqual([nameOf(mine), nameOf(theirs)])
  expect(compared['Alamat']).toEqual([mine['address'], theirs['address']])
  // Shown as on the card: without the leading zero, with its dots.
  expect(compared['NPWP']?.map(digits)).toEqual([npwp.slice(1), npwp.slice(1)])
  expect(compared['Narahubung']?.[0]).toContain(mine['picName'])

  await page.getByRole('button', { name: `Pindahkan 1 tenaga kerja ke ${nameOf(theirs)}` }).click()
  const frame = new Frame(page)
  await expect(frame.heading).toHaveText(nameOf(theirs))
  await frame.everythingSent()
  await expect(page.getByRole('heading', { name: 'Tenaga kerja (2)' })).toBeVisible()
  await decisions.expectNothingLeft()

  const employers = (await rowsOnServer(server, 'employer')).filter((row) => row['npwp'] === npwp)
  expect(employers.map(({ legalName }) => legalName)).toEqual([nameOf(theirs)])
  const members = (await rowsOnServer(server, 'membership')).filter(
    ({ employerId }) => employerId === employers[0]?.id,
  )
  expect(members.map(({ nik }) => nik).sort()).toEqual(workers.map(({ nik }) => nik))
})

test('[S-42] [U-2] the same NIK twice: the refused form opens again with every value', async ({
  newComputer,
  server,
}) => {
  const officers = await twoOfficersOffline(newComputer, server)
  const nik = workerTyped(2201)['nik'] ?? ''
  const typed = [
    workerTyped(2201, { fullName: 'Damar Mentarisenja', mobile: '081200002201' }),
    workerTyped(2201, {
      fullName: 'Tirta Hujanreda',
      motherName: 'Laras Hujanreda',
      address: 'Jalan Beda Nomor 9',
      wage: '6250000',
    }),
  ] as const
  for (const [place, { page }] of officers.entries()) {
    await new EmployerForm(page).register(
      employerTyped({
        npwp: npwpOf(3 + place),
        legalName: `PT Bintang Kejora ${['Satu', 'Dua'][place]}`,
      }),
    )
    await new WorkerForm(page).register(typed[place] ?? {})
  }

  await Promise.all(officers.map(({ plugIn }) => plugIn()))
  const { loser, winner } = await settle(officers)
  const [mine, theirs] = [typed[loser] ?? {}, typed[winner] ?? {}]
  const { page } = officers[loser]
  await new Frame(officers[winner].page).everythingSent()

  const decisions = new DecisionsPage(page)
  await decisions.open()
  await expect(decisions.card).toContainText(`sudah terdaftar atas nama ${theirs['fullName']}`)
  const compared = await decisions.comparison()
  expect(compared['Nama']).toEqual([mine['fullName'], theirs['fullName']])
  expect(compared['NIK']?.map(digits)).toEqual([nik, nik])

  await page.getByRole('button', { name: 'Buka isiannya, perbaiki, kirim ulang' }).click()
  const form = new WorkerForm(page)
  await expect(form.field('nik')).toBeVisible()
  for (const [name, text] of Object.entries(mine)) {
    const value = await form.field(name).inputValue()
    if (/^[\d/]+$/.test(text)) expect(digits(value), name).toBe(digits(text))
    else expect(value, name).toBe(text)
  }
  // It was a slip of the pen: the right number goes through.
  const right = workerTyped(2202)['nik'] ?? ''
  await form.fill({ nik: right })
  await form.save()
  const frame = new Frame(page)
  await frame.everythingSent()
  await decisions.expectNothingLeft()
  const people = (await rowsOnServer(server, 'participant')).filter((row) =>
    [nik, right].includes(String(row['nik'])),
  )
  expect(Object.fromEntries(people.map((row) => [row['nik'], row['fullName']]))).toEqual({
    [nik]: theirs['fullName'],
    [right]: mine['fullName'],
  })
})

test('[U-2] a card can be laid aside with a reason, and then nothing waits', async ({
  newComputer,
  server,
}) => {
  const npwp = npwpOf(5)
  const officers = await twoOfficersOffline(newComputer, server)
  for (const [place, { page }] of officers.entries()) {
    const legalName = `UD Angin Timur ${['Satu', 'Dua'][place]}`
    await new EmployerForm(page).register(employerTyped({ npwp, legalName }))
  }
  await officers[0].plugIn()
  await new Frame(officers[0].page).everythingSent()
  await officers[1].plugIn()

  const { page } = officers[1]
  const frame = new Frame(page)
  await expect(frame.status).toContainText('Perlu keputusan Anda (1)', { timeout: 60_000 })
  expect((await officers[1].statusTexts()).at(-1)).not.toContain('Terkirim semua')
  await new DecisionsPage(page).putAside('Sudah didaftarkan rekan')
  await frame.everythingSent()
  const employers = (await rowsOnServer(server, 'employer')).filter((row) => row['npwp'] === npwp)
  expect(employers.map(({ legalName }) => legalName)).toEqual(['UD ANGIN TIMUR SATU'])
})

async function twoOfficersOffline(
  newComputer: () => Promise<Computer>,
  server: Parameters<typeof signInAs>[1],
): Promise<[Computer, Computer]> {
  const officers: [Computer, Computer] = [await newComputer(), await newComputer()]
  await signInAs(officers[0], server, 'ar')
  await signInAs(officers[1], server, 'pad')
  for (const { unplug } of officers) await unplug()
  return officers
}

/** Who was refused: both have sent at once, so either may be. */
async function settle(
  officers: readonly [Computer, Computer],
): Promise<{ loser: 0 | 1; winner: 0 | 1 }> {
  const refused = ({ page }: Computer) =>
    new Frame(page).status.getByText('Perlu keputusan Anda (').isVisible()
  const count = async (): Promise<number> =>
    (await Promise.all(officers.map(refused))).filter(Boolean).length
  await expect.poll(count, { timeout: 60_000 }).toBe(1)
  return (await refused(officers[0])) ? { loser: 0, winner: 1 } : { loser: 1, winner: 0 }
}
