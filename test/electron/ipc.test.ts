import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { findHostErrorCode, HostError, MAX_FILE_BYTES } from '#shared/host'
import { IPC_ARGUMENTS, type IpcHandlers } from '#shared/ipc'
import { IPC_CHANNELS, type IpcAbility } from '#shared/ipcChannels'
import { MAX_RECORD_BYTES } from '#shared/journal/frame'
import { isAppUrl } from '../../electron/main/appOrigin'
import { registerIpc, type IpcSender } from '../../electron/main/ipc'

type Listener = (event: IpcSender, ...args: unknown[]) => Promise<unknown>

const ownPage: IpcSender = { senderFrame: { url: 'app://bundle/index.html#/x', parent: null } }
const bytes = new Uint8Array([1])
const file = { suggestedName: 'a.pdf', mime: 'application/pdf', bytes }

function setUp() {
  const listeners = new Map<string, Listener>()
  const called: { ability: string; args: unknown[] }[] = []
  const refused = vi.fn<(channel: string, why: string) => void>()
  const spy =
    (ability: IpcAbility) =>
    (...args: unknown[]): Promise<unknown> => {
      called.push({ ability, args })
      return Promise.resolve(`${ability} done`)
    }
  const abilities = Object.keys(IPC_CHANNELS) as IpcAbility[]
  const handlers = Object.fromEntries(abilities.map((name) => [name, spy(name)]))
  registerIpc((channel, listener) => listeners.set(channel, listener), {
    handlers: handlers as unknown as IpcHandlers,
    isTrustedUrl: (url) => isAppUrl(url),
    onRefused: refused,
  })
  const send = (channel: string, event: IpcSender, ...args: unknown[]): Promise<unknown> => {
    const listener = listeners.get(channel)
    if (!listener) throw new Error(`no listener for ${channel}`)
    return listener(event, ...args)
  }
  return { listeners, called, refused, send }
}

describe('calls from the page to the shell', () => {
  it('[H-7] registers one channel per ability and nothing else', () => {
    const { listeners } = setUp()
    expect([...listeners.keys()].sort()).toEqual(Object.values(IPC_CHANNELS).sort())
    expect(Object.keys(IPC_ARGUMENTS).sort()).toEqual(Object.keys(IPC_CHANNELS).sort())
  })

  it('[H-7] passes a correct call of our own page to its handler', async () => {
    const { send, called } = setUp()
    await expect(send('host:save-file', ownPage, file)).resolves.toBe('saveFile done')
    expect(called).toEqual([{ ability: 'saveFile', args: [file] }])
  })

  it.each<[string, IpcSender]>([
    ['a foreign page', { senderFrame: { url: 'https://evil.example/', parent: null } }],
    ['a look-alike host', { senderFrame: { url: 'app://bundle.evil/', parent: null } }],
    ['a file', { senderFrame: { url: 'file:///index.html', parent: null } }],
    ['an empty page', { senderFrame: { url: 'about:blank', parent: null } }],
    ['the print window', { senderFrame: { url: 'app://print/document.pdf', parent: null } }],
    ['a frame inside our page', { senderFrame: { url: 'app://bundle/index.html', parent: {} } }],
    ['a frame that is gone', { senderFrame: null }],
  ])('[H-7] refuses every ability to %s', async (_who, event) => {
    const { listeners, called, refused } = setUp()
    for (const listener of listeners.values()) {
      await expect(listener(event, file)).rejects.toThrow('BAD_REQUEST')
    }
    expect(called).toEqual([])
    expect(refused).toHaveBeenCalledTimes(listeners.size)
  })

  it.each<[string, string, unknown[]]>([
    ['no argument', 'host:save-file', []],
    ['too many arguments', 'host:save-file', [file, 'x']],
    ['bytes as a list', 'host:save-file', [{ ...file, bytes: [1] }]],
    ['bytes as text', 'host:save-file', [{ ...file, bytes: 'x' }]],
    ['a path from the page', 'host:save-file', [{ ...file, path: '/etc/passwd' }]],
    ['an odd type', 'host:save-file', [{ ...file, mime: 'text/html\r\nX: y' }]],
    ['no name', 'host:save-file', [{ ...file, suggestedName: '' }]],
    ['a file type that is a path', 'host:open-file', [{ accept: ['../../etc'] }]],
    ['no file types', 'host:open-file', [{ accept: [] }]],
    [
      'a limit above the ceiling',
      'host:open-file',
      [{ accept: ['.a'], maxBytes: MAX_FILE_BYTES + 1 }],
    ],
    ['a negative limit', 'host:open-file', [{ accept: ['.a'], maxBytes: -1 }]],
    ['a title with line breaks', 'host:print-pdf', [bytes, { title: 'a\nb' }]],
    ['an argument where none belongs', 'host:disk-space', ['/']],
    ['an address that is an object', 'host:open-external', [{ toString: () => 'tel:1' }]],
    ['an overlong address', 'host:open-external', ['x'.repeat(9000)]],
    ['a key with a path', 'host:secret-get', ['../secrets']],
    ['the prototype as a key', 'host:secret-get', ['__proto__']],
    ['a huge secret', 'host:secret-set', ['a', 'x'.repeat(70_000)]],
    ['an empty record', 'host:journal-append', [new Uint8Array()]],
    ['an overlong record', 'host:journal-append', [new Uint8Array(MAX_RECORD_BYTES + 1)]],
    ['a record that is text', 'host:journal-append', ['x']],
    ['a mark that is not one', 'host:journal-replace', [[bytes], '../a']],
    ['records that are none', 'host:journal-replace', [[[1]], '1:16']],
    ['a file to read', 'host:journal-read', ['a.journal']],
    ['a notice without a title', 'host:notify', [{ title: '', body: '' }]],
  ])('[H-7] refuses %s', async (_what, channel, args) => {
    const { send, called, refused } = setUp()
    await expect(send(channel, ownPage, ...args)).rejects.toThrow(/^BAD_REQUEST/)
    expect(called).toEqual([])
    expect(refused).toHaveBeenCalledExactlyOnceWith(channel, 'arguments')
  })

  it('[H-7] refuses more bytes than the ceiling', async () => {
    const { send } = setUp()
    const big = { ...file, bytes: new Uint8Array(MAX_FILE_BYTES + 1) }
    await expect(send('host:save-file', ownPage, big)).rejects.toThrow('BAD_REQUEST')
  })

  it('[H-7] survives random messages: a handler sees only what fits its schema', async () => {
    const channels = Object.entries(IPC_CHANNELS) as [IpcAbility, string][]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...channels),
        fc.array(fc.anything({ withTypedArray: true, withNullPrototype: true }), { maxLength: 3 }),
        async ([ability, channel], args) => {
          const { send, called } = setUp()
          await send(channel, ownPage, ...args).catch((error: unknown) => {
            expect(findHostErrorCode(error)).toBe('BAD_REQUEST')
          })
          for (const call of called) {
            expect(IPC_ARGUMENTS[ability].safeParse(call.args).success).toBe(true)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('[H-7] keeps error codes readable through the layers of Electron', () => {
    const inner = new HostError('DISK_FULL', 'ENOSPC')
    const outer = new Error(`Error invoking remote method 'host:save-file': ${String(inner)}`)
    expect(findHostErrorCode(inner)).toBe('DISK_FULL')
    expect(findHostErrorCode(outer)).toBe('DISK_FULL')
    expect(findHostErrorCode(new Error('FILE_TOO_LARGE: WRITE_FAILED: x.pdf'))).toBe(
      'FILE_TOO_LARGE',
    )
    expect(findHostErrorCode(new Error('Something else'))).toBeUndefined()
  })
})
