import { HostError, MAX_FILE_BYTES, type OpenedFile, type OpenFileRequest } from '#shared/host'

/**
 * Opens the browser's file dialog. `undefined` = cancelled.
 * @throws HostError FILE_TOO_LARGE | WRONG_FILE_TYPE | READ_FAILED
 */
export async function chooseFile(request: OpenFileRequest): Promise<OpenedFile | undefined> {
  const file = await pick(request.accept)
  if (!file) return undefined
  const name = file.name.toLowerCase()
  if (!request.accept.some((extension) => name.endsWith(extension))) {
    throw new HostError('WRONG_FILE_TYPE', file.name)
  }
  if (file.size > Math.min(request.maxBytes ?? MAX_FILE_BYTES, MAX_FILE_BYTES)) {
    throw new HostError('FILE_TOO_LARGE', file.name)
  }
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  } catch (error) {
    throw new HostError('READ_FAILED', String(error))
  }
}

function pick(accept: readonly string[]): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept.join(',')
    input.hidden = true
    const finish = (): void => {
      input.remove()
      resolve(input.files?.[0])
    }
    input.addEventListener('change', finish, { once: true })
    input.addEventListener('cancel', finish, { once: true })
    // In the document, so that browsers keep it alive while the dialog is open.
    document.body.append(input)
    input.click()
  })
}
