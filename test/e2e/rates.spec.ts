import type { Page, TestInfo } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { findViolations } from '../support/axe'
import { expect, test } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { sampleFiles } from '../support/rateSamples'
import { signInAs } from './signIn'

// A new regulation from the file to the bill: one proposes, another approves, figures follow.

test('[T-20] [T-21] a proposal shows what it touches, a second person approves, screens follow', async ({
  newComputer,
  server,
}, info) => {
  test.setTimeout(180_000)
  const [clerk, chief] = [await newComputer(), await newComputer()]
  const office = await signInAs(clerk, server, 'piutang')
  const head = await signInAs(chief, server, 'kabid')

  await test.step('files that cannot be used are refused in words', async () => {
    await office.go('/admin/tarif/usulan-baru')
    const { closes: _none, ...overlapping } = sampleFiles.sample2027
    await choose(clerk.page, info, overlapping)
    await expect(clerk.page.getByRole('alert')).toContainText(
      'JP-CEILING-2026-03 dan CONTOH-JP-CEILING-2027-03 berlaku bersamaan',
    )
    await choose(clerk.page, info, { ...sampleFiles.sample2027, tarif: [] })
    await expect(clerk.page.getByRole('alert')).toContainText('Isian tidak dikenal: "tarif"')
    await look(clerk.page, info, 'usulan-salah')
  })

  await test.step('the preview names the touched bills', async () => {
    await choose(clerk.page, info, sampleFiles.retroactive)
    const changes = clerk.page.getByRole('grid', { name: 'Yang berubah' })
    await expect(changes).toContainText('JKK dibayar 50,00')
    const touched = clerk.page.getByRole('region', { name: 'Tagihan yang tersentuh' })
    await expect(touched).toContainText('Selisih iuran', { timeout: 30_000 })
    const bills = (await rowsOnServer(server, 'bill')).filter(
      ({ period, segment, status }) =>
        segment === 'PU' && String(period) >= '2026-09' && status !== 'CANCELLED',
    )
    expect(bills.length).toBeGreaterThan(0)
    await expect(touched).toContainText(`${bills.length} dari `)
    await look(clerk.page, info, 'usulan-pratinjau')
    await clerk.page.getByRole('button', { name: 'Usulkan', exact: true }).click()
    await expect(clerk.page.getByText('Usulan ini Anda buat sendiri')).toHaveCount(0)
    await expect(clerk.page.getByText('Hanya Kabid yang dapat menyetujui')).toBeVisible()
    await office.everythingSent()
  })

  await test.step('another person approves', async () => {
    await head.go('/admin/tarif')
    const proposals = chief.page.getByRole('grid', { name: 'Usulan' })
    await expect(proposals).toContainText('menunggu persetujuan', { timeout: 30_000 })
    await look(chief.page, info, 'daftar')
    await proposals.getByRole('row').nth(1).click()
    await expect(chief.page.getByText('Selisih iuran')).toBeVisible({ timeout: 30_000 })
    await look(chief.page, info, 'usulan')
    await chief.page.getByRole('button', { name: 'Setujui', exact: true }).click()
    await look(chief.page, info, 'setujui')
    await chief.page.getByRole('button', { name: 'Ya, setujui' }).click()
    await expect(proposals).toContainText('disetujui')
    await head.everythingSent()
  })

  await test.step('the tables of everybody follow', async () => {
    await office.go('/admin/tarif')
    const tables = clerk.page.getByRole('grid', { name: 'Tabel yang berlaku' })
    await clerk.page.getByRole('combobox', { name: 'Tabel' }).click()
    await clerk.page.getByRole('option', { name: 'Keringanan' }).click()
    await expect(tables).toContainText('Latihan: relaksasi JKK', { timeout: 30_000 })
    await look(clerk.page, info, 'tabel-keringanan')
    await tables.getByRole('row').filter({ hasText: 'Latihan: relaksasi JKK' }).click()
    await expect(clerk.page.getByRole('dialog')).toContainText('CONTOH-RELAKSASI-JKK-2026')
    await look(clerk.page, info, 'aturan')
    await clerk.page.keyboard.press('Escape')
    await office.go('/simulasi')
    await clerk.page.getByLabel('Upah sebulan').fill('5000000')
    await expect(clerk.page.getByText('tarif 0,54 % menjadi 0,27 %')).toBeVisible()
  })
  expect(await clerk.offences()).toEqual([])
})

test('[T-22] contributions of wage earners, self-employed and projects are explained', async ({
  computer,
  server,
}, info) => {
  const { page } = computer
  const frame = await signInAs(computer, server, 'pad')
  await expect(page.getByRole('link', { name: 'Parameter' })).toHaveCount(0)
  await frame.go('/simulasi')
  const receipt = page.getByRole('list', { name: 'Penjelasan angka' })

  await page.getByLabel('Bulan iuran').fill('03/2026')
  await page.getByLabel('Upah sebulan').fill('15000000')
  await page.getByLabel('Tanggal lahir').fill('05/01/1990')
  await expect(receipt).toContainText('melebihi batas JP Rp 11.086.300')
  await expect(receipt).toContainText('Rp 15.000.000 × 3,70 %')
  // 81,000 + 45,000 + 555,000 + 300,000 + 221,726 + 110,863
  await expect(receipt.getByRole('listitem').last()).toHaveText('JumlahRp 1.313.589')
  await look(page, info, 'simulasi-pu')

  await page.getByText('Bukan penerima upah', { exact: true }).click()
  await page.getByLabel('Bulan iuran').fill('03/2026')
  await page.getByLabel('Penghasilan sebulan').fill('1000000')
  // Before the relief of PP 50/2025 for other sectors: 10,000 JKK and 6,800 JKM.
  await expect(receipt.getByRole('listitem').last()).toHaveText('JumlahRp 16.800')
  await page.getByLabel('Bulan iuran').fill('04/2026')
  await expect(receipt.getByRole('listitem').last()).toHaveText('JumlahRp 8.400')
  await look(page, info, 'simulasi-bpu')

  await page.getByText('Jasa konstruksi', { exact: true }).click()
  await page.getByLabel('Nilai kontrak', { exact: true }).fill('111000000')
  await page.getByLabel('Tanggal kontrak (SPK)').fill('05/01/2026')
  // 100,000,000 without tax: 210,000 JKK and 30,000 JKM.
  await expect(receipt).toContainText('Tanpa PPN:')
  await expect(receipt.getByText('JumlahRp 240.000')).toBeVisible()
  await page.getByRole('combobox', { name: 'Dibayar dalam termin' }).click()
  await page.getByRole('option', { name: '3 termin' }).click()
  await expect(receipt).toContainText('Termin 3 dari 3')
  await look(page, info, 'simulasi-konstruksi')
})

async function choose(page: Page, info: TestInfo, content: unknown): Promise<void> {
  const path = info.outputPath('usulan.json')
  await writeFile(path, JSON.stringify(content))
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^Pilih berkas/ }).click()
  await (await choosing).setFiles(path)
}

async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`) })
  expect.soft(await findViolations(page), `axe on ${name}`).toEqual([])
}
