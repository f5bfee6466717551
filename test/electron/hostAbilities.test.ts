import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findHostErrorCode } from '#shared/host'
import { findDiskSpace } from '../../electron/main/host/diskSpace'
import { safeFileName } from '../../electron/main/host/fileNames'
import { createFiles, type FileDialogs } from '../../electron/main/host/files'
import { notify } from '../../electron/main/host/notifications'
import { createPrinting, type PrintSurface } from '../../electron/main/host/printing'
import { areSecretsProtected, createSecrets, type KeyStore } from '../../electron/main/host/secrets'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-host-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => findHostErrorCode(error),
  )

describe('saving and opening files', () => {
  const files = (answers: Partial<FileDialogs>) =>
    createFiles({
      documentsFolder: folder,
      dialogs: {
        chooseTarget: () => Promise.resolve(undefined),
        chooseSource: () => Promise.resolve(undefined),
        ...answers,
      },
    })
  const file = { suggestedName: 'Surat 1/V/2027.pdf', mime: 'application/pdf', bytes: text('new') }

  it('[H-10] offers a cleaned name and writes where the person chose', async () => {
    const chooseTarget = vi.fn<FileDialogs['chooseTarget']>(() =>
      Promise.resolve(join(folder, 'chosen.pdf')),
    )
    const result = await files({ chooseTarget }).saveFile(file)
    expect(chooseTarget).toHaveBeenCalledExactlyOnceWith({
      defaultPath: join(folder, 'Surat 1-V-2027.pdf'),
      extension: 'pdf',
    })
    expect(result).toEqual({ saved: true, path: join(folder, 'chosen.pdf') })
    expect(await readFile(join(folder, 'chosen.pdf'), 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['chosen.pdf'])
  })

  it('[H-10] writes nothing when the person cancels', async () => {
    expect(await files({}).saveFile(file)).toEqual({ saved: false })
    expect(await readdir(folder)).toEqual([])
  })

  it('[H-10] replaces an old file whole', async () => {
    const path = join(folder, 'a.pdf')
    await writeFile(path, 'a much longer old content')
    await files({ chooseTarget: () => Promise.resolve(path) }).saveFile(file)
    expect(await readFile(path, 'utf8')).toBe('new')
  })

  it('[H-10] keeps the old file and leaves no half one when writing fails', async () => {
    // A folder in the target's place: everything works until the last step, the rename.
    const path = join(folder, 'a.pdf')
    await mkdir(path)
    await writeFile(join(path, 'inside'), 'old')
    const save = files({ chooseTarget: () => Promise.resolve(path) }).saveFile(file)
    expect(await codeOf(save)).toBe('WRITE_FAILED')
    expect(await readdir(folder)).toEqual(['a.pdf'])
    expect(await readFile(join(path, 'inside'), 'utf8')).toBe('old')
  })

  it('[H-10] says so when the folder is gone', async () => {
    const path = join(folder, 'gone', 'a.pdf')
    const save = files({ chooseTarget: () => Promise.resolve(path) }).saveFile(file)
    expect(await codeOf(save)).toBe('WRITE_FAILED')
  })

  it.skipIf(process.platform !== 'linux')('[H-10] names a full disk as such', async () => {
    // Linux has a device that is always full; a real ENOSPC travels through the same code.
    const { writeWhole } = await import('../../electron/main/host/files')
    const spy = vi.spyOn(process, 'pid', 'get').mockReturnValue(0)
    const { symlink } = await import('node:fs/promises')
    await symlink('/dev/full', join(folder, '.a.pdf.0.part'))
    expect(await codeOf(writeWhole(join(folder, 'a.pdf'), text('x')))).toBe('DISK_FULL')
    spy.mockRestore()
    expect(await readdir(folder)).toEqual([])
  })

  const opening = (path: string) => files({ chooseSource: () => Promise.resolve(path) })

  it('[H-11] opens the chosen file', async () => {
    await writeFile(join(folder, 'Daftar.XLSX'), 'isi')
    const opened = await opening(join(folder, 'Daftar.XLSX')).openFile({ accept: ['.xlsx'] })
    expect(opened?.name).toBe('Daftar.XLSX')
    expect(opened?.bytes.constructor).toBe(Uint8Array)
    expect(new TextDecoder().decode(opened?.bytes)).toBe('isi')
  })

  it('[H-11] answers undefined when the person cancels', async () => {
    expect(await files({}).openFile({ accept: ['.xlsx'] })).toBeUndefined()
  })

  it('[H-11] refuses other types than asked for, whatever the dialog let through', async () => {
    for (const name of ['a.exe', 'xlsx', 'a.xlsx.exe', '.xlsx']) {
      await writeFile(join(folder, name), 'x')
      const open = opening(join(folder, name)).openFile({ accept: ['.xlsx'] })
      expect(await codeOf(open), name).toBe('WRONG_FILE_TYPE')
    }
  })

  it('[H-11] refuses a file above the limit, also above the ceiling, without reading it', async () => {
    const path = join(folder, 'a.csv')
    await writeFile(path, '12345')
    const open = opening(path)
    expect(await codeOf(open.openFile({ accept: ['.csv'], maxBytes: 4 }))).toBe('FILE_TOO_LARGE')
    expect(await codeOf(open.openFile({ accept: ['.csv'], maxBytes: 5 }))).toBe('no error')
    const { truncate } = await import('node:fs/promises')
    await truncate(path, 65 * 1024 * 1024)
    expect(await codeOf(open.openFile({ accept: ['.csv'] }))).toBe('FILE_TOO_LARGE')
  })

  it('[H-11] says so when the file cannot be read', async () => {
    const open = (name: string) => opening(join(folder, name)).openFile({ accept: ['.csv'] })
    expect(await codeOf(open('gone.csv'))).toBe('READ_FAILED')
    await mkdir(join(folder, 'folder.csv'))
    expect(await codeOf(open('folder.csv'))).toBe('READ_FAILED')
  })
})

describe('file names', () => {
  it.each([
    ['Surat 1/V/2027.pdf', 'Surat 1-V-2027.pdf'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['a\nb\t c.pdf', 'a-b- c.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['  PT Maju. ', 'PT Maju'],
    ['...', 'berkas'],
    ['gpj\u202efdp.exe', 'gpj-fdp.exe'],
    ['Ibu “Sari”: hebat?.pdf', 'Ibu “Sari”- hebat-.pdf'],
  ])('[H-10] %j becomes %j', (suggested, expected) => {
    expect(safeFileName(suggested)).toBe(expected)
  })

  it('[H-10] never yields a path, a reserved name or an overlong one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (suggested) => {
        const name = safeFileName(suggested)
        expect(name).toBe(basename(name))
        expect(name).not.toMatch(/[\\/:*?"<>|\0]|^\.|^$|[. ]$/)
        expect([...name].length).toBeLessThanOrEqual(120)
      }),
      { numRuns: 2000 },
    )
  })

  it('[H-10] keeps the extension of a long name', () => {
    expect(safeFileName(`${'x'.repeat(300)}.pdf`)).toMatch(/^x{116}\.pdf$/)
  })
})

describe('secrets', () => {
  /** A key store like the system's: reversible only with its own key. */
  const keyStore = (key = 7): KeyStore => ({
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (plain) =>
      Promise.resolve(Buffer.from(`${key}:${plain}`).map((byte) => byte ^ key)),
    decryptStringAsync: (encrypted) => {
      const plain = Buffer.from(encrypted.map((byte) => byte ^ key)).toString()
      if (!plain.startsWith(`${key}:`)) return Promise.reject(new Error('cannot decrypt'))
      return Promise.resolve({ result: plain.slice(2), shouldReEncrypt: false })
    },
  })
  const path = (): string => join(folder, 'secrets.json')
  const create = (store = keyStore(), isProtected = true) =>
    createSecrets({ store, path: path(), isProtected })

  it('[H-12] keeps a secret over a restart, unreadable on disk, readable by its owner only', async () => {
    await create().set('device-key', 'rahasia')
    expect(await create().get('device-key')).toBe('rahasia')
    expect(await readFile(path(), 'utf8')).not.toContain('rahasia')
    if (process.platform !== 'win32') expect((await stat(path())).mode & 0o777).toBe(0o600)
  })

  it('[H-12] removes a secret and knows nothing of others', async () => {
    const secrets = create()
    await secrets.set('a', '1')
    await secrets.remove('a')
    expect(await secrets.get('a')).toBeUndefined()
    expect(await secrets.get('constructor')).toBeUndefined()
  })

  it('[H-12] loses none of many changes made at once', async () => {
    const secrets = create()
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    await Promise.all(keys.map((key) => secrets.set(key, key)))
    expect(await Promise.all(keys.map((key) => secrets.get(key)))).toEqual(keys)
  })

  it('[H-12] refuses to keep secrets that nothing protects', async () => {
    const secrets = create(keyStore(), false)
    expect(await codeOf(secrets.set('a', '1'))).toBe('SECRETS_UNAVAILABLE')
    expect(await readdir(folder)).toEqual([])
  })

  it('[H-12] says so when the key store changed, and keeps what was stored', async () => {
    await create(keyStore(7)).set('a', '1')
    expect(await codeOf(create(keyStore(9)).get('a'))).toBe('SECRETS_UNAVAILABLE')
    expect(await create(keyStore(7)).get('a')).toBe('1')
  })

  it('[H-12] never overwrites a damaged file', async () => {
    await writeFile(path(), '{"a": ')
    expect(await codeOf(create().set('b', '2'))).toBe('READ_FAILED')
    expect(await readFile(path(), 'utf8')).toBe('{"a": ')
  })

  it('[H-12] trusts no key store that protects nothing', async () => {
    const linux = (backend: string): KeyStore => ({
      ...keyStore(),
      getSelectedStorageBackend: () => backend,
    })
    expect(await areSecretsProtected(linux('basic_text'), 'linux')).toBe(false)
    expect(await areSecretsProtected(linux('unknown'), 'linux')).toBe(false)
    expect(await areSecretsProtected(linux('gnome_libsecret'), 'linux')).toBe(true)
    expect(await areSecretsProtected(keyStore(), 'win32')).toBe(true)
    const absent = { ...keyStore(), isAsyncEncryptionAvailable: () => Promise.resolve(false) }
    expect(await areSecretsProtected(absent, 'win32')).toBe(false)
    const broken = {
      ...keyStore(),
      isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')),
    }
    expect(await areSecretsProtected(broken, 'linux')).toBe(false)
  })
})

describe('printing', () => {
  const pdf = text('%PDF-1.7 …')
  const surface = (print: PrintSurface['print'], log: string[] = []): PrintSurface => ({
    load: () => {
      log.push('load')
      return Promise.resolve()
    },
    print: (done) => {
      log.push('print')
      print(done)
    },
    close: () => log.push('close'),
  })

  it.each([
    [true, '', { status: 'dialog' }],
    [false, 'Print job canceled', { status: 'cancelled' }],
    [false, 'cancelled', { status: 'cancelled' }],
    [false, 'Print job failed', { status: 'failed', reason: 'Print job failed' }],
  ])('[H-13] never claims that paper came out (%s, %j)', async (success, reason, expected) => {
    const log: string[] = []
    const { printPdf } = createPrinting({
      openSurface: () => surface((done) => done(success, reason), log),
    })
    expect(await printPdf(pdf, { title: 'Surat' })).toEqual(expected)
    expect(log).toEqual(['load', 'print', 'close'])
  })

  it('[H-13] stops waiting for a platform that never answers', async () => {
    const { printPdf } = createPrinting({ openSurface: () => surface(() => {}), patience: 5 })
    expect(await printPdf(pdf, { title: 'Surat' })).toEqual({ status: 'dialog' })
  })

  it('[H-13] prints one after the other, also after a failure', async () => {
    const log: string[] = []
    const { printPdf } = createPrinting({
      openSurface: (_bytes, title) => {
        log.push(title)
        const made = surface((done) => setTimeout(() => done(true, ''), 1), log)
        return title === 'bad' ? { ...made, load: () => Promise.reject(new Error('boom')) } : made
      },
    })
    const results = await Promise.all([
      printPdf(pdf, { title: 'bad' }),
      printPdf(pdf, { title: 'good' }),
    ])
    expect(results).toEqual([{ status: 'failed', reason: 'boom' }, { status: 'dialog' }])
    expect(log).toEqual(['bad', 'close', 'good', 'load', 'print', 'close'])
  })

  it('[H-13] opens no window for something that is not a PDF', async () => {
    const openSurface = vi.fn()
    const { printPdf } = createPrinting({ openSurface })
    const result = await printPdf(text('<html>'), { title: 'Surat' })
    expect(result).toEqual({ status: 'failed', reason: 'not a PDF' })
    expect(openSurface).not.toHaveBeenCalled()
  })
})

describe('small abilities', () => {
  it('[H-21] tells the free space of the real disk, and nothing when it cannot', async () => {
    const space = await findDiskSpace(folder)
    expect(space?.freeBytes).toBeGreaterThan(0)
    expect(Number.isInteger(space?.freeBytes)).toBe(true)
    expect(await findDiskSpace(join(folder, 'gone'))).toBeUndefined()
  })

  it('[H-21] shows a notice only where there is a notice service', async () => {
    const show = vi.fn()
    const notice = { title: 'a', body: 'b' }
    expect(await notify(notice, { isSupported: () => false, show })).toBe(false)
    expect(show).not.toHaveBeenCalled()
    expect(await notify(notice, { isSupported: () => true, show })).toBe(true)
    expect(show).toHaveBeenCalledExactlyOnceWith(notice)
  })
})
