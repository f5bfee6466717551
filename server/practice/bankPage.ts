import { createHash } from 'node:crypto'
import { formatDateLong } from '#shared/domain/calendar/localDate'
import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import type { PaymentCode } from '#shared/model/paymentCode'
import type { Receipt } from './bank'
import { rupiah } from './bankTexts'

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f4f1ea; color: #1d2733 }
header { background: #7a2e0e; color: #fff; padding: 12px 24px; font-weight: 700 }
main { max-width: 34rem; margin: 24px auto; padding: 24px; background: #fff; border-radius: 8px }
h1 { margin-top: 0; font-size: 1.4rem }
label { display: block; margin: 12px 0 4px; font-weight: 600 }
input { font: inherit; padding: 8px; width: 100%; box-sizing: border-box; border: 1px solid #6b7785 }
button { font: inherit; margin-top: 16px; padding: 10px 20px; background: #0f4c75; color: #fff; border: 0; border-radius: 4px }
dt { font-weight: 600 } dd { margin: 0 0 8px }
.bad { border-left: 4px solid #b3261e; padding-left: 12px } .good { border-left: 4px solid #1b6e3c; padding-left: 12px }
`

/** Nothing but our own style and our own form. */
export const bankPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** First step: which code. */
export function askForCode(problem?: string, typed = ''): string {
  return page(`
    ${problem === undefined ? '' : notice('bad', problem)}
    <form method="get" action="/practice/bank">
      <label for="code">Kode bayar (12 angka)</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="off" required maxlength="40" value="${escape(typed)}">
      <button type="submit">Lihat tagihan</button>
    </form>`)
}

/** Second step: the amount, and the button that pays. */
export function showPayable(code: PaymentCode, today: string): string {
  return page(`
    <dl>
      <dt>Kode bayar</dt><dd>${formatPaymentCode(code.code)}</dd>
      <dt>Jumlah</dt><dd>${rupiah(code.amount)}</dd>
      <dt>Berlaku sampai</dt><dd>${formatDateLong(code.validUntil)}</dd>
    </dl>
    <form method="post" action="/practice/bank/pay">
      <input type="hidden" name="code" value="${escape(code.code)}">
      <label for="amount">Jumlah yang dibayar (rupiah)</label>
      <input id="amount" name="amount" inputmode="numeric" autocomplete="off" required value="${code.amount}">
      <label for="valueDate">Tanggal pembayaran</label>
      <input id="valueDate" name="valueDate" type="date" required value="${today}" max="${today}">
      <button type="submit">Bayar</button>
    </form>
    <p><a href="/practice/bank">Kode lain</a></p>`)
}

/** Third step: done. */
export function showReceipt(receipt: Receipt): string {
  return page(`
    ${notice('good', 'Pembayaran latihan diterima.')}
    <dl>
      <dt>Kode bayar</dt><dd>${formatPaymentCode(receipt.code)}</dd>
      <dt>Jumlah</dt><dd>${rupiah(receipt.amount)}</dd>
      <dt>Tanggal</dt><dd>${formatDateLong(receipt.valueDate)}</dd>
    </dl>
    <p><a href="/practice/bank">Bayar kode lain</a></p>`)
}

function notice(kind: 'bad' | 'good', text: string): string {
  return `<p class="${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${escape(text)}</p>`
}

function page(content: string): string {
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BANK LATIHAN</title>
<style>${style}</style>
</head>
<body>
<header>BANK LATIHAN — bukan bank sungguhan. Tidak ada uang yang berpindah.</header>
<main><h1>Bayar iuran dengan kode bayar</h1>${content}</main>
</body>
</html>
`
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
