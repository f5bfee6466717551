/**
 * The only outside addresses the program ever opens: WhatsApp chats, telephone, mail.
 * Everything else, also look-alikes, is refused. Pure, asked by both hosts.
 */

const PHONE = /^\+?[0-9]{5,15}$/
const MAILBOX = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/
const MAX_LENGTH = 8192

/**
 * The address to hand to the operating system, rebuilt from its checked parts, or `undefined`
 * when it is not on the allow-list.
 */
export function findAllowedExternalUrl(input: string): string | undefined {
  if (input.length > MAX_LENGTH || hasControlCharacters(input)) return undefined
  const scheme = /^([a-z]+):/.exec(input)?.[1]
  switch (scheme) {
    case 'https':
      return findWhatsAppUrl(input)
    case 'tel':
      return PHONE.test(input.slice(4)) ? input : undefined
    case 'mailto':
      return findMailUrl(input)
    default:
      return undefined
  }
}

function findWhatsAppUrl(input: string): string | undefined {
  const match = /^https:\/\/wa\.me\/([0-9]{5,15})(?:\?(.*))?$/.exec(input)
  const number = match?.[1]
  if (number === undefined) return undefined
  const query = findQuery(match?.[2], ['text'])
  return query === undefined ? undefined : `https://wa.me/${number}${query}`
}

function findMailUrl(input: string): string | undefined {
  const match = /^mailto:([^?]*)(?:\?(.*))?$/.exec(input)
  const mailbox = match?.[1]
  if (mailbox === undefined || !MAILBOX.test(mailbox)) return undefined
  // Only these two: mail programs also know `attach`, `bcc` and others that we never send.
  const query = findQuery(match?.[2], ['subject', 'body'])
  return query === undefined ? undefined : `mailto:${mailbox}${query}`
}

/** `?a=b&…` re-encoded with only the allowed names, '' when absent, undefined when refused. */
function findQuery(raw: string | undefined, allowed: readonly string[]): string | undefined {
  if (raw === undefined || raw === '') return ''
  const parts: string[] = []
  for (const pair of raw.split('&')) {
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    if (!allowed.includes(name)) return undefined
    const value = decode(at < 0 ? '' : pair.slice(at + 1))
    if (value === undefined) return undefined
    parts.push(`${name}=${encodeURIComponent(value)}`)
  }
  return `?${parts.join('&')}`
}

function decode(text: string): string | undefined {
  try {
    const value = decodeURIComponent(text)
    // A lone surrogate would make encodeURIComponent throw later.
    encodeURIComponent(value)
    return value
  } catch {
    return undefined
  }
}

function hasControlCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x21 || code === 0x7f) return true
  }
  return false
}
