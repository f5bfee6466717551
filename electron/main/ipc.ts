import { HostError } from '#shared/host'
import { IPC_ARGUMENTS, type IpcHandlers } from '#shared/ipc'
import { IPC_CHANNELS, type IpcAbility } from '#shared/ipcChannels'

/** The part of Electron's event that the check needs. */
export interface IpcSender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** `ipcMain.handle`. */
export type RegisterHandler = (
  channel: string,
  listener: (event: IpcSender, ...args: unknown[]) => Promise<unknown>,
) => void

export interface IpcDeps {
  readonly handlers: IpcHandlers
  readonly isTrustedUrl: (url: string) => boolean
  /** Told about every refusal: each is a bug or an attack. Carries no argument values. */
  readonly onRefused: (channel: string, why: string) => void
}

/**
 * Registers every ability. A call is answered only when it comes from the top frame of our own
 * page and its arguments fit the schema; anything else is refused with BAD_REQUEST.
 */
export function registerIpc(handle: RegisterHandler, deps: IpcDeps): void {
  for (const ability of Object.keys(IPC_CHANNELS) as IpcAbility[]) {
    const channel = IPC_CHANNELS[ability]
    handle(channel, async (event, ...args) => {
      const frame = event.senderFrame
      if (!frame || frame.parent !== null || !deps.isTrustedUrl(frame.url)) {
        deps.onRefused(channel, 'sender')
        throw new HostError('BAD_REQUEST', 'sender')
      }
      const parsed = IPC_ARGUMENTS[ability].safeParse(args)
      if (!parsed.success) {
        deps.onRefused(channel, 'arguments')
        throw new HostError('BAD_REQUEST', 'arguments')
      }
      // The table pairs each handler with its own schema; TypeScript cannot follow the pairing
      // through the loop.
      const handler = deps.handlers[ability] as (...list: unknown[]) => Promise<unknown>
      return handler(...(parsed.data as unknown[]))
    })
  }
}
