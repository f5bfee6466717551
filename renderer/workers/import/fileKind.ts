import { ImportProblem } from '#shared/registration/importProblem'

const HEAD_BYTES = 4096

/**
 * Tells from the content, not from the name, what a file is. Reads a few kilobytes only, so even a
 * huge file is answered at once.
 * @throws ImportProblem EMPTY_FILE, WRONG_FILE_TYPE, OLD_EXCEL_FORMAT or PASSWORD_PROTECTED
 */
export async function getFileKind(file: Blob): Promise<'xlsx' | 'csv'> {
  if (file.size === 0) throw new ImportProblem('EMPTY_FILE')
  const head = await bytesAt(file, 0, HEAD_BYTES)
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx'
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw await oldContainer(file, head)
  if (!looksLikeText(head)) throw new ImportProblem('WRONG_FILE_TYPE')
  return 'csv'
}

/** Text as the usual programs write it: UTF-8, UTF-16 with a mark, else the old Windows set. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * The old container holds either an .xls or, when Excel set a password, an encrypted .xlsx. The
 * container's directory tells; its place stands in the head.
 */
async function oldContainer(file: Blob, head: Uint8Array): Promise<ImportProblem> {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.length < 512) return new ImportProblem('CORRUPT_FILE')
  const sectorBytes = 2 ** Math.min(view.getUint16(0x1e, true), 12)
  const directoryAt = (view.getUint32(0x30, true) + 1) * sectorBytes
  const directory = await bytesAt(file, directoryAt, 16 * 1024)
  const names = new TextDecoder('utf-16le').decode(directory)
  return new ImportProblem(
    names.includes('EncryptedPackage') ? 'PASSWORD_PROTECTED' : 'OLD_EXCEL_FORMAT',
  )
}

/** Neither binary nor another kind of text document (HTML saved as .xls, XML, JSON, PDF, RTF). */
function looksLikeText(head: Uint8Array): boolean {
  const utf16 = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
  if (!utf16 && head.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return false
  const start = decodeText(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
  return start !== '' && !/^[<{[]|^%PDF|^\{\\rtf/.test(start)
}

async function bytesAt(file: Blob, start: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, start + length).arrayBuffer())
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
