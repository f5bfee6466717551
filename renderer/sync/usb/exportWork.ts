import {
  USB_EXTENSION,
  USB_MAX_COMMANDS,
  USB_MAX_BYTES,
  UsbServerKey,
  type UsbContents,
} from '#shared/usb/format'
import type { FileToSave } from '#shared/host'
import { USB_MIME } from '#shared/usb/format'
import { getClientMeta, listOutbox } from '../../store/queries/outbox'
import { findSetting } from '../../store/settings'
import { toWireCommand } from '../../store/wireCommand'
import { getDeviceKeys, signText } from '../deviceKey'
import { getRuntime, type CommandRuntime } from '../runtime'
import { sealUsbFile } from './sealUsbFile'
import { SERVER_KEY_SETTING } from './serverKey'

export type ExportedWork =
  | {
      readonly kind: 'file'
      readonly file: FileToSave
      readonly count: number
      readonly left: number
    }
  | { readonly kind: 'nothing' }
  /** This computer has never met the server since it learned to make such files. */
  | { readonly kind: 'noKey' }

/** Room for signature, header and the growth of sealed bytes written as text. */
const CONTENTS_MAX_BYTES = Math.floor(USB_MAX_BYTES / 2)

/**
 * Unsent work in a file that only the server can read. The work stays here and is still sent when
 * there is a line; whoever is first, it counts once.
 */
export async function exportWork(runtime: CommandRuntime = getRuntime()): Promise<ExportedWork> {
  const { store } = runtime
  const key = UsbServerKey.safeParse(await findSetting(SERVER_KEY_SETTING, store)).data
  if (!key) return { kind: 'noKey' }
  const commands: UsbContents['commands'] = []
  let bytes = 0
  let left = 0
  let afterId = 0
  for (;;) {
    const page = await listOutbox({ afterId, limit: 500 }, store)
    const last = page.at(-1)
    if (!last) break
    afterId = last.id
    for (const command of page) {
      bytes += command.bytes
      // Later work may need earlier work: the file ends where it is full.
      if (bytes > CONTENTS_MAX_BYTES || commands.length >= USB_MAX_COMMANDS) left += 1
      else commands.push(toWireCommand(command))
    }
  }
  if (commands.length === 0) return { kind: 'nothing' }
  const { branchId, deviceId } = runtime.identity()
  const { clientId } = await getClientMeta(store)
  const madeAt = new Date(runtime.now()).toISOString()
  const fileId = crypto.randomUUID()
  const keys = await getDeviceKeys(store)
  const text = await sealUsbFile(
    { fileId, branchId, deviceId, clientId, madeAt, commands },
    key,
    (signed) => signText(keys, signed),
  )
  const name = `loket-${branchId}-${madeAt.slice(0, 16).replace(/\D/g, '')}${USB_EXTENSION}`
  const file = { suggestedName: name, mime: USB_MIME, bytes: new TextEncoder().encode(text) }
  return { kind: 'file', file, count: commands.length, left }
}
