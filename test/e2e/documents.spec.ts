import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { CHUNK_BYTES, MAX_FILE_BYTES } from '#shared/attachments/content'
import { expect, test, type Computer } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { signInAs } from './signIn'

/** A photo of noise, which no drawing makes small, made by the browser itself. */
async function noisyPhoto(page: Page, side: number): Promise<Buffer> {
  const text = await page.evaluate(async (size) => {
    const canvas = new OffscreenCanvas(size, size)
    const pen = canvas.getContext('2d')!
    const image = pen.createImageData(size, size)
    for (let at = 0; at < image.data.length; at += 65_536) {
      crypto.getRandomValues(image.data.subarray(at, at + 65_536))
    }
    for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255
    pen.putImageData(image, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }, side)
  return Buffer.from(text, 'latin1')
}

test('[R-97] [R-98] three scans without a network, a cut on the way, and a second computer sees them', async ({
  newComputer,
  server,
}, info) => {
  test.setTimeout(180_000)
  const officer = await newComputer()
  const colleague = await newComputer()
  const frame = await signInAs(officer, server, 'ar')
  const other = await signInAs(colleague, server, 'pad')
  const { page } = officer
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await officer.unplug()
  const typed = employerTyped({ npwp: npwpOf(62), legalName: 'PT Pindaian Contoh' })
  await new EmployerForm(page).register(typed)
  await frame.openEmployer(nameOf(typed))
  const panel = page.getByRole('region', { name: 'Dokumen' })
  await expect(panel.getByText('KTP, NPWP, NIB belum ada')).toBeVisible()

  const attach = async (kind: string, name: string, mimeType: string, buffer: Buffer) => {
    const choosing = page.waitForEvent('filechooser')
    await panel.getByRole('button', { name: `Lampirkan ${kind}`, exact: true }).press('Enter')
    await (await choosing).setFiles({ name, mimeType, buffer })
  }
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(CHUNK_BYTES * 3, 37)])
  await attach('KTP', 'ktp.jpg', 'image/jpeg', withCameraNotes(await noisyPhoto(page, 1200)))
  await expect(panel.getByText('NPWP, NIB belum ada')).toBeVisible()
  await attach('NIB', 'nib.pdf', 'application/pdf', pdf)
  await expect(panel.getByText('NPWP belum ada')).toBeVisible()
  await attach('NPWP', 'npwp.pdf', 'application/pdf', Buffer.from('%PDF-1.4 contoh'))
  await expect(panel.getByText('Semua dokumen wajib sudah ada.')).toBeVisible()
  await attach('Dokumen lain', 'besar.pdf', 'application/pdf', Buffer.concat([pdf, TOO_MUCH]))
  await expect(panel.getByRole('alert')).toContainText('besar.pdf terlalu besar')
  await attach('Dokumen lain', 'skrip.pdf', 'application/pdf', Buffer.from('<script>'))
  await expect(panel.getByRole('alert')).toContainText('skrip.pdf bukan foto')
  const waiting = panel.getByText('Berkas menunggu dikirim dari komputer ini')
  await expect(waiting).toHaveCount(3)
  await panel.scrollIntoViewIfNeeded()
  await page.screenshot({ path: info.outputPath('dokumen.png') })

  // A restart loses nothing.
  await page.reload()
  await expect(waiting).toHaveCount(3)

  // The line is cut as soon as the second piece has been sent.
  const line = await cutAfterPiece(officer, 2)
  await officer.plugIn()
  await line.isCut
  await expect(frame.status).not.toContainText('Terkirim semua')
  await frame.go('/status-kirim')
  await expect(page.getByRole('region', { name: /^Berkas menunggu dikirim/ })).toBeVisible()
  await page.screenshot({ path: info.outputPath('status-kirim.png') })
  await officer.plugIn()
  await frame.everythingSent()

  const [employer] = (await rowsOnServer(server, 'employer')).filter(
    ({ legalName }) => legalName === nameOf(typed),
  )
  const documents = (await rowsOnServer(server, 'document')).filter(
    ({ ownerId }) => ownerId === employer?.id,
  )
  expect(documents).toHaveLength(3)
  for (const row of documents) expect(row['storedAt']).toBeDefined()
  const total = documents.reduce((sum, row) => sum + Number(row['size']), 0)
  info.annotations.push({ type: 'bytes', description: `${line.sent()} sent for ${total}` })
  expect(line.sent()).toBeGreaterThanOrEqual(total)
  expect(line.sent() - total).toBeLessThanOrEqual(CHUNK_BYTES)
  const scan = documents.find((row) => row['kind'] === 'KTP')
  expect(Number(scan?.['size'])).toBeLessThanOrEqual(500_000)

  await other.openEmployer(nameOf(typed))
  const seen = colleague.page.getByRole('region', { name: 'Dokumen' })
  await expect(seen.getByText('Tersimpan di server')).toHaveCount(3)
  await seen.getByRole('button', { name: 'Lihat ktp.jpg' }).press('Enter')
  const picture = colleague.page.getByRole('dialog').getByRole('img', { name: 'ktp.jpg' })
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  const saving = colleague.page.waitForEvent('download')
  await colleague.page.getByRole('button', { name: 'Simpan berkas' }).press('Enter')
  const shown = await readFile(await (await saving).path())
  expect(createHash('sha256').update(shown).digest('hex')).toBe(scan?.['sha256'])
  expect(shown.includes(NOTE)).toBe(false)
  await colleague.page.screenshot({ path: info.outputPath('pratinjau.png') })
  expect(await colleague.offences()).toEqual([])
  expect(await officer.offences()).toEqual([])
})

const TOO_MUCH = Buffer.alloc(MAX_FILE_BYTES)
/** A place in the camera's notes, which must not travel. */
const NOTE = 'GPS-RAHASIA'

function withCameraNotes(jpeg: Buffer): Buffer {
  const note = Buffer.from(`Exif\0\0${NOTE}`)
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, note, jpeg.subarray(2)])
}

/** Pulls the cable out once, when the server has this piece and the computer does not know it. */
async function cutAfterPiece(computer: Computer, piece: number) {
  let sent = 0
  let pieces = 0
  let cut = (): void => undefined
  const isCut = new Promise<void>((resolve) => (cut = resolve))
  await computer.page.route('**/attachments/**', async (route) => {
    const request = route.request()
    if (request.method() !== 'PUT') return route.continue()
    sent += request.postDataBuffer()?.length ?? 0
    pieces += 1
    if (pieces !== piece) return route.continue()
    await route.fetch()
    await computer.unplug()
    await route.abort()
    cut()
  })
  return { isCut, sent: () => sent }
}
