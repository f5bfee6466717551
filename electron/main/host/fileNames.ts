const MAX_LENGTH = 120
const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * A name every file system takes, made from a suggestion that may contain what people typed
 * (company names with slashes, colons, line breaks). Keeps the extension.
 */
export function safeFileName(suggested: string): string {
  const cleaned = [...suggested.normalize('NFC')]
    .map((letter) => (isForbidden(letter) ? '-' : letter))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (cleaned === '') return 'berkas'
  const named = RESERVED_ON_WINDOWS.test(cleaned) ? `_${cleaned}` : cleaned
  return shorten(named)
}

function isForbidden(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  // Also the marks that turn the writing direction: `fdp.exe` must not look like `exe.pdf`.
  const turnsText = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return code < 0x20 || code === 0x7f || turnsText || '<>:"/\\|?*'.includes(letter)
}

function shorten(name: string): string {
  if (name.length <= MAX_LENGTH) return name
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  return (
    [...name]
      .slice(0, MAX_LENGTH - extension.length)
      .join('')
      .trimEnd() + extension
  )
}
