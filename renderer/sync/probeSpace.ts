/** More than a burst of work needs, little enough to be written every minute. */
const PROBE_BYTES = 8 * 1024 * 1024
const NAME = 'space-probe'

/**
 * Writes a file into the browser's private file system and removes it again. It lies on the disk of
 * the database, but does not touch it: writing into a database without room can empty it.
 * @returns whether all of it was taken
 */
export async function hasRoom(): Promise<boolean> {
  try {
    const folder = await navigator.storage.getDirectory()
    try {
      const file = await folder.getFileHandle(NAME, { create: true })
      const stream = await file.createWritable()
      await stream.write(new Uint8Array(PROBE_BYTES))
      await stream.close()
      return true
    } finally {
      await folder.removeEntry(NAME)
    }
  } catch {
    return false
  }
}
