import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { HostError, type Secrets } from '#shared/host'
import { writeWhole } from './files'

/** The part of `safeStorage` that we use: the asynchronous functions, the others are on their way out. */
export interface KeyStore {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Uint8Array>
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

const SecretFile = z.record(z.string(), z.string())
type SecretFile = z.output<typeof SecretFile>

/**
 * Whether the operating system really protects secrets. Linux without a key ring "encrypts" with
 * a fixed password (`basic_text`), which protects nothing: then we have no secrets.
 */
export async function areSecretsProtected(store: KeyStore, platform: string): Promise<boolean> {
  try {
    if (!(await store.isAsyncEncryptionAvailable())) return false
    if (platform !== 'linux') return true
    const backend = store.getSelectedStorageBackend?.() ?? 'unknown'
    return backend !== 'basic_text' && backend !== 'unknown'
  } catch {
    return false
  }
}

export interface SecretDeps {
  readonly store: KeyStore
  /** JSON file of key → encrypted value in Base64, readable by its owner only. */
  readonly path: string
  readonly isProtected: boolean
}

/**
 * Secrets encrypted by the operating system's key store.
 * @throws HostError SECRETS_UNAVAILABLE when nothing protects them, or the key store changed and
 *   can no longer decrypt (the caller then asks for the recovery way)
 */
export function createSecrets({ store, path, isProtected }: SecretDeps): Secrets {
  // One change at a time: two reads followed by two writes would lose one.
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }
  const change = (edit: (secrets: Map<string, string>) => void): Promise<void> =>
    inTurn(async () => {
      const secrets = new Map(Object.entries(await readSecrets(path)))
      edit(secrets)
      const text = JSON.stringify(Object.fromEntries(secrets))
      await writeWhole(path, new TextEncoder().encode(text), 0o600)
    })
  const needProtection = (): void => {
    if (!isProtected) throw new HostError('SECRETS_UNAVAILABLE', 'no key store')
  }

  return {
    async get(key) {
      needProtection()
      const stored = new Map(Object.entries(await inTurn(() => readSecrets(path)))).get(key)
      if (stored === undefined) return undefined
      try {
        return (await store.decryptStringAsync(Buffer.from(stored, 'base64'))).result
      } catch {
        throw new HostError('SECRETS_UNAVAILABLE', 'key store changed')
      }
    },
    async set(key, value) {
      needProtection()
      const encrypted = await store.encryptStringAsync(value)
      await change((secrets) => secrets.set(key, Buffer.from(encrypted).toString('base64')))
    },
    async remove(key) {
      await change((secrets) => secrets.delete(key))
    },
  }
}

async function readSecrets(path: string): Promise<SecretFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new HostError('READ_FAILED', 'secrets')
  }
  try {
    return SecretFile.parse(JSON.parse(text))
  } catch {
    // Never treat a damaged file as empty: the next `set` would overwrite every other secret.
    throw new HostError('READ_FAILED', 'secrets damaged')
  }
}
