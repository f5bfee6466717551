import { findMime, MAX_FILE_BYTES, type FileMime } from '#shared/attachments/content'

/** A file as it will be kept and sent. */
export interface PreparedFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mime: FileMime
}

export type FileProblem = 'WRONG_TYPE' | 'TOO_LARGE' | 'UNREADABLE'

/** Photos are made smaller until they fit: enough to read a card by, little enough for a phone. */
const PHOTO_BYTES = 500_000
const LONGEST_SIDE = 2000
const QUALITIES = [0.85, 0.7, 0.55, 0.4]
/** A photo is read into memory before it is made smaller. */
const MAX_READ_BYTES = 25 * 1024 * 1024

/**
 * Looks at the first bytes, not the name. Pictures are drawn anew as JPEG of at most 0.5 MB,
 * upright and without the camera's notes (place, time, device); PDFs stay as they are.
 */
export async function prepareFile(file: File): Promise<PreparedFile | FileProblem> {
  if (file.size > MAX_READ_BYTES) return 'TOO_LARGE'
  const bytes = await readBytes(file)
  if (!bytes) return 'UNREADABLE'
  const mime = findMime(bytes)
  if (!mime) return 'WRONG_TYPE'
  if (mime === 'application/pdf') {
    return bytes.length > MAX_FILE_BYTES ? 'TOO_LARGE' : { bytes, mime }
  }
  const picture = await readPicture(new Blob([bytes], { type: mime }))
  if (!picture) return 'UNREADABLE'
  try {
    return { bytes: await drawSmall(picture), mime: 'image/jpeg' }
  } finally {
    picture.close()
  }
}

/** `undefined`: the file is gone, or its stick was pulled out. */
async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    return undefined
  }
}

async function readPicture(blob: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
}

async function drawSmall(picture: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  for (let side = LONGEST_SIDE; ; side = Math.round(side * 0.75)) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const width = Math.max(1, Math.round(picture.width * scale))
    const height = Math.max(1, Math.round(picture.height * scale))
    const canvas = new OffscreenCanvas(width, height)
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no drawing here')
    // What is transparent in a PNG is paper.
    pen.fillStyle = 'white'
    pen.fillRect(0, 0, width, height)
    pen.drawImage(picture, 0, 0, width, height)
    for (const quality of QUALITIES) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
      if (blob.size <= PHOTO_BYTES) return new Uint8Array(await blob.arrayBuffer())
    }
  }
}
