import type { PullPage } from '#shared/protocol/messages'
import { findViolations } from '../support/axe'
import { expect, test } from '../support/e2e'
import { signInAs } from './signIn'

test('[S-236] a server that lost the branch empties no device before a person allows it', async ({
  computer,
  server,
}, info) => {
  const { page, context } = computer
  const frame = await signInAs(computer, server, 'ar')
  await frame.go('/perusahaan')
  const count = page.getByText(/^\d+ perusahaan di cabang ini/)
  const before = await count.textContent()
  expect(before).not.toMatch(/^0 /)

  // As if the server had begun its branch anew, with nothing in it.
  await context.route('**/sync/pull', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as PullPage
    const emptied = { ...answer, reset: answer.partitions, patch: [], remaining: 0, more: false }
    await route.fulfill({ response, json: emptied })
  })
  const sendNow = async () => {
    await frame.go('/status-kirim')
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
  }
  await sendNow()
  const notice = page.getByTestId('removal-notice')
  await expect(notice).toContainText(/Server ingin menghapus [\d.]+ dari [\d.]+ baris data/)
  await expect(frame.status).toContainText('putuskan dulu di atas')
  expect(await findViolations(page)).toEqual([])
  if (process.env['PICTURES']) await page.screenshot({ path: info.outputPath('hapus-banyak.png') })
  await frame.go('/perusahaan')
  await expect(count).toHaveText(before ?? '')

  await test.step('asked again, the server is well: nothing was lost', async () => {
    await context.unroute('**/sync/pull')
    await notice.getByRole('button', { name: 'Tanya server lagi' }).click()
    await expect(notice).toHaveCount(0)
    await frame.everythingSent()
    await expect(count).toHaveText(before ?? '')
  })
})
