import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bootArgument, getBootInfo, type BootInfo } from '#shared/bootInfo'
import { findHostErrorCode, type Host } from '#shared/host'
import { IPC_CHANNELS } from '#shared/ipcChannels'

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoke: vi.fn<(channel: string, ...args: unknown[]) => Promise<unknown>>(),
}))

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api),
  },
  ipcRenderer: { invoke: electron.invoke, send: vi.fn(), on: vi.fn() },
}))

function boot(secrets: boolean): BootInfo {
  return {
    appInfo: { version: '1.2.3', platform: 'linux', serverUrl: 'https://loket.contoh.example' },
    can: {
      silentPrint: false,
      saveDialog: true,
      secrets,
      diskSpace: true,
      notify: true,
      journal: true,
    },
  }
}

async function loadPreload(info: BootInfo): Promise<Host> {
  vi.resetModules()
  electron.exposed.clear()
  process.argv.push(bootArgument(info))
  try {
    await import('../../electron/preload/index')
  } finally {
    process.argv.pop()
  }
  return electron.exposed.get('host') as Host
}

/** Every reachable member with its kind, and for functions the name. */
function surface(value: object, path = 'host'): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const here = `${path}.${name}`
    if (typeof member === 'function') return [`${here}()`]
    return typeof member === 'object' && member !== null ? surface(member, here) : [here]
  })
}

beforeEach(() => {
  electron.invoke.mockReset()
  electron.invoke.mockResolvedValue('answer')
})

describe('what the page gets from the shell', () => {
  it('[H-8] is exactly this list', async () => {
    expect(surface(await loadPreload(boot(true))).sort()).toMatchInlineSnapshot(`
      [
        "host.appInfo.platform",
        "host.appInfo.serverUrl",
        "host.appInfo.version",
        "host.can.diskSpace",
        "host.can.journal",
        "host.can.notify",
        "host.can.saveDialog",
        "host.can.secrets",
        "host.can.silentPrint",
        "host.diskSpace()",
        "host.journal.append()",
        "host.journal.read()",
        "host.journal.replace()",
        "host.journal.size()",
        "host.kind",
        "host.notify()",
        "host.openExternal()",
        "host.openFile()",
        "host.printPdf()",
        "host.saveFile()",
        "host.secrets.get()",
        "host.secrets.remove()",
        "host.secrets.set()",
      ]
    `)
    expect([...electron.exposed.keys()]).toEqual(['host'])
  })

  it('[H-8] stays at or below 30 functions and never passes Electron through', async () => {
    const members = surface(await loadPreload(boot(true)))
    const functions = members.filter((member) => member.endsWith('()'))
    expect(functions.length).toBeLessThanOrEqual(30)
    expect(functions.length).toBe(Object.keys(IPC_CHANNELS).length)
    expect(members.join()).not.toMatch(/invoke|send|ipc|require|electron\b|process|\.on\b/)
  })

  it('[H-8] sends each call through its own channel and no other', async () => {
    const host = await loadPreload(boot(true))
    const bytes = new Uint8Array([1])
    await host.saveFile({ suggestedName: 'a', mime: 'a/b', bytes })
    await host.openFile({ accept: ['.xlsx'] })
    await host.printPdf(bytes, { title: 't' })
    await host.notify({ title: 't', body: 'b' })
    await host.diskSpace()
    await host.openExternal('tel:1')
    await host.secrets?.get('a')
    await host.secrets?.set('a', 'b')
    await host.secrets?.remove('a')
    await host.journal?.append(bytes)
    await host.journal?.read()
    await host.journal?.replace([bytes], '1:16')
    await host.journal?.size()
    const channels = electron.invoke.mock.calls.map(([channel]) => channel)
    expect(channels).toEqual(Object.values(IPC_CHANNELS))
    expect(electron.invoke.mock.calls[7]).toEqual([IPC_CHANNELS.secretSet, 'a', 'b'])
  })

  it('[H-12] has no secrets where nothing protects them', async () => {
    const host = await loadPreload(boot(false))
    expect(host.secrets).toBeUndefined()
    expect(host.can.secrets).toBe(false)
  })

  it('[H-7] hands the error code on as the first word', async () => {
    const host = await loadPreload(boot(true))
    electron.invoke.mockRejectedValue(
      new Error("Error invoking remote method 'host:save-file': HostError: DISK_FULL: ENOSPC"),
    )
    const failure = await host.diskSpace().catch((error: unknown) => error)
    expect(String(failure)).toBe('Error: DISK_FULL: ENOSPC')
    expect(findHostErrorCode(failure)).toBe('DISK_FULL')
  })

  it('[H-14] knows the server from the start, without a call', async () => {
    const host = await loadPreload(boot(true))
    expect(host.kind).toBe('electron')
    expect(host.appInfo.serverUrl).toBe('https://loket.contoh.example')
    expect(electron.invoke).not.toHaveBeenCalled()
  })

  it('[H-14] refuses to start beside a shell that passes nothing', () => {
    expect(() => getBootInfo(['electron', '.'])).toThrow('boot information')
    const odd = { ...boot(true), appInfo: { ...boot(true).appInfo, version: `"é' & %20` } }
    expect(getBootInfo(['x', bootArgument(odd)])).toEqual(odd)
    expect(bootArgument(odd)).toMatch(/^[!-~]+$/)
  })
})
