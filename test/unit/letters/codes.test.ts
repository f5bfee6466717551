import { describe, expect, test } from 'vitest'
import { billingLetterDocument } from '#shared/letters/content/billingLetter'
import { renderLetter } from '#shared/letters/render/renderLetters'
import { code128Bars, qrModules } from '#shared/letters/codes'
import { decodeCode128 } from './decodeCode128'
import { decodeQr } from './decodeQr'
import { type GreyPicture, pagePicture } from './pdfTools'
import { billingLetter, createdAt, fonts, rowOf } from './samples'

function picture(code: string): GreyPicture {
  const data = billingLetter([rowOf('2026-06', 1)])
  const paymentCode = { ...data.paymentCode!, code }
  const document = billingLetterDocument({ ...data, paymentCode, watermark: 'DRAF' })
  return pagePicture(renderLetter(document, { font: fonts, createdAt }), 1, 300)
}

describe('symbols on paper', () => {
  test.each(['151600004122', '351600000000', '151699999993'])(
    '[L-11] QR and Code128 of %s read back from the printed page, also over the watermark',
    (code) => {
      const page = picture(code)
      expect(decodeQr(page)).toBe(code)
      expect(decodeCode128(page)).toBe(code)
    },
  )

  test('[L-11] a foreign code with letters reads back from its bars', () => {
    expect(decodeCode128(picture('EXT-2026-ab12'))).toBe('EXT-2026-ab12')
  })

  test('[L-11] the readers notice a damaged symbol', () => {
    const page = picture('151600004122')
    const pixels = page.pixels.slice()
    const { width, height } = page
    // Blank a strip through the middle of every symbol: a reader that guesses would still answer.
    for (let y = 0; y < height; y++) {
      pixels.fill(255, y * width + Math.round(width * 0.59), y * width + Math.round(width * 0.6))
    }
    expect(decodeCode128({ ...page, pixels })).toBeUndefined()
  })

  test('[L-11] symbols have the sizes of their standards', () => {
    expect(qrModules('151600004122').size).toBe(21)
    const modules = code128Bars('151600004122').reduce((sum, n) => sum + n, 0)
    expect(modules).toBe(11 * 8 + 13)
  })
})
