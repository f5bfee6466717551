import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SERVER_URL, getServerUrl } from '../../electron/main/settings'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-settings-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const env = (SMILE_LOKET_SERVER: string) => ({ SMILE_LOKET_SERVER })
const missing = (): string => join(folder, 'none.json')
async function settings(content: string): Promise<string> {
  const path = join(folder, 'settings.json')
  await writeFile(path, content)
  return path
}

describe('address of the server', () => {
  it('[H-14] is the local one when nobody says otherwise', async () => {
    expect(getServerUrl({}, missing())).toBe('http://127.0.0.1:4310')
    expect(getServerUrl({ SMILE_LOKET_SERVER: '' }, missing())).toBe(DEFAULT_SERVER_URL)
    expect(getServerUrl({}, await settings('{}'))).toBe(DEFAULT_SERVER_URL)
  })

  it('[H-14] comes from the environment before the settings file', async () => {
    const path = await settings('{"serverUrl":"https://cabang.contoh.example"}')
    expect(getServerUrl({}, path)).toBe('https://cabang.contoh.example')
    expect(getServerUrl(env('https://pusat.contoh.example'), path)).toBe(
      'https://pusat.contoh.example',
    )
  })

  it('[H-14] is an origin without a slash at the end', () => {
    expect(getServerUrl(env('https://pusat.contoh.example:8443/'), missing())).toBe(
      'https://pusat.contoh.example:8443',
    )
  })

  it.each([
    'http://pusat.contoh.example',
    'http://192.168.1.10:4310',
    'http://127.0.0.1.evil.example',
    'ftp://127.0.0.1',
    'javascript:alert(1)',
    'https://user:pw@pusat.contoh.example',
    'https://pusat.contoh.example/app/',
    'https://pusat.contoh.example/?x=1',
    "https://x'; script-src *",
    'pusat.contoh.example',
  ])('[H-14] refuses %s', (url) => {
    expect(() => getServerUrl(env(url), missing())).toThrow(/Alamat server/)
  })

  it.each(['http://localhost:4310', 'http://127.0.0.1:9', 'http://[::1]:4310'])(
    '[H-14] allows plain http to this machine: %s',
    (url) => {
      expect(getServerUrl(env(url), missing())).toBe(url)
    },
  )

  it.each(['{', '[]', '{"serverUrl":5}', '{"server":"https://typo.contoh.example"}'])(
    '[H-14] never falls back to another server when the file is wrong: %s',
    async (content) => {
      const path = await settings(content)
      expect(() => getServerUrl({}, path)).toThrow(/settings\.json/)
    },
  )
})
