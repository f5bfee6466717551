import { HostError, type FileToSave, type SaveResult } from '#shared/host'

/** The part of the File System Access API that we use; not in TypeScript's DOM types. */
interface SavePickerWindow {
  showSaveFilePicker(options: { suggestedName: string }): Promise<FileSystemFileHandle>
}

/**
 * Saves bytes from a browser: with a dialog where the browser has one, else as a download.
 * @throws HostError DISK_FULL | WRITE_FAILED
 */
export async function saveBytes(file: FileToSave): Promise<SaveResult> {
  const blob = new Blob([new Uint8Array(file.bytes)], { type: file.mime })
  if (hasSavePicker(window)) {
    const handle = await pickTarget(window, file.suggestedName)
    if (handle === 'cancelled') return { saved: false }
    if (handle !== 'refused') return writeTo(handle, blob)
  }
  download(blob, file.suggestedName)
  return { saved: true }
}

function hasSavePicker(target: object): target is SavePickerWindow {
  return 'showSaveFilePicker' in target
}

async function pickTarget(
  target: SavePickerWindow,
  suggestedName: string,
): Promise<FileSystemFileHandle | 'cancelled' | 'refused'> {
  try {
    return await target.showSaveFilePicker({ suggestedName })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled'
    // No fresh key press or click (the bytes took long to make), or forbidden by policy:
    // a download needs neither.
    return 'refused'
  }
}

async function writeTo(handle: FileSystemFileHandle, blob: Blob): Promise<SaveResult> {
  try {
    const stream = await handle.createWritable()
    await stream.write(blob)
    await stream.close()
    return { saved: true }
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError'
    throw new HostError(full ? 'DISK_FULL' : 'WRITE_FAILED', String(error))
  }
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
