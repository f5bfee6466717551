import { z } from 'zod'

/** The most that one request of an upload carries, and so the most that is ever sent again. */
export const CHUNK_BYTES = 256 * 1024
/** The largest file that can be attached: a licence of some pages as PDF. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024

/** Files are known by the hash of their content, in lower-case hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const FileMime = z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
export type FileMime = z.infer<typeof FileMime>

/** How far the server is with a file: the next byte that it needs, or that it has all of it. */
export const UploadState = z.object({
  offset: z.number().int().min(0).max(MAX_FILE_BYTES),
  complete: z.boolean(),
})
export type UploadState = z.infer<typeof UploadState>

/** What the first bytes say the file is, whatever its name claims; `undefined` for all else. */
export function findMime(bytes: Uint8Array): FileMime | undefined {
  const starts = (text: string, at = 0) =>
    bytes.length >= at + text.length &&
    [...text].every((letter, place) => bytes[at + place] === letter.charCodeAt(0))
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  if (starts('%PDF-')) return 'application/pdf'
  return undefined
}
