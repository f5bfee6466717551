import { readUsbFile, type UsbHeader } from '#shared/usb/format'
import { keepCarriedFile } from '../../store/queries/usbFiles'
import { getRuntime, type CommandRuntime } from '../runtime'

/**
 * Takes a file from a stick into this computer's keeping; it is uploaded as soon as there is a
 * line. Nothing of its contents can be read here.
 * @throws UsbFileError
 */
export async function takeFile(
  bytes: Uint8Array,
  runtime: CommandRuntime = getRuntime(),
): Promise<{ header: UsbHeader; outcome: 'kept' | 'known' }> {
  const text = new TextDecoder().decode(bytes)
  const { header } = readUsbFile(text)
  const { fileId, count, madeAt } = header
  const takenAt = new Date(runtime.now()).toISOString()
  const file = { fileId, text, count, madeAt, takenAt, state: 'waiting' } as const
  const outcome = await keepCarriedFile(file, runtime.store)
  runtime.poke()
  return { header, outcome }
}
