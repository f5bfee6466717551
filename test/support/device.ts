import { webcrypto } from 'node:crypto'
import type { Cursors, PullPage, PushResponse, WireCommand } from '#shared/protocol/messages'
import { PROTOCOL_VERSION } from '#shared/protocol/version'

export interface Answer<T = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** A device as the server sees one: its key, its token, its client id; real HTTP. */
export class TestDevice {
  clientId: string = crypto.randomUUID()
  deviceId: string = crypto.randomUUID()
  token = ''
  userId = ''
  cursors: Cursors = {}
  lastCommandId = 0
  incarnation: string | undefined
  /** Where it says it calls from; believed by servers behind a proxy only. */
  address: string | undefined
  #keys: Promise<webcrypto.CryptoKeyPair>

  constructor(public url: string) {
    this.#keys = webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])
  }

  async publicKey(): Promise<webcrypto.JsonWebKey> {
    return webcrypto.subtle.exportKey('jwk', (await this.#keys).publicKey)
  }

  async sign(text: string): Promise<string> {
    const { privateKey } = await this.#keys
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await webcrypto.subtle.sign(algorithm, privateKey, Buffer.from(text))
    return Buffer.from(signature).toString('base64url')
  }

  async trySignIn(username: string, password: string, recovery?: string): Promise<Answer> {
    return this.post('/auth/sign-in', {
      username,
      password,
      deviceId: this.deviceId,
      deviceName: 'Loket uji',
      publicKey: await this.publicKey(),
      ...(recovery !== undefined && { recovery }),
    })
  }

  /** Signs in and keeps the token; throws when it is refused. */
  async signIn(person: { username: string; password: string }): Promise<Answer> {
    const answer = await this.trySignIn(person.username, person.password)
    if (answer.status !== 200) throw new Error(`sign-in: ${JSON.stringify(answer.body)}`)
    this.token = String(answer.body['accessToken'])
    this.userId = String((answer.body['user'] as { id: string }).id)
    return answer
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>> {
    return this.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  async get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.send(path, { method: 'GET' })
  }

  async send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      redirect: 'manual',
      ...init,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}`, 'x-device-id': this.deviceId }),
        ...(this.address && { 'x-forwarded-for': this.address }),
        ...(init.headers as Record<string, string>),
      },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    const body = (isJson ? JSON.parse(text) : { text }) as T
    return { status: response.status, headers: response.headers, body }
  }

  async push(commands: readonly WireCommand[]): Promise<Answer<PushResponse>> {
    return this.post('/sync/push', {
      protocol: PROTOCOL_VERSION,
      clientId: this.clientId,
      ...(this.incarnation && { incarnation: this.incarnation }),
      commands,
    })
  }

  async pullPage(limit = 2000): Promise<Answer<PullPage>> {
    return this.post('/sync/pull', {
      protocol: PROTOCOL_VERSION,
      clientId: this.clientId,
      ...(this.incarnation && { incarnation: this.incarnation }),
      cursors: this.cursors,
      lastCommandId: this.lastCommandId,
      limit,
    })
  }

  /** Pulls to the end, as a client does. */
  async pull(limit = 2000): Promise<PullPage[]> {
    const pages: PullPage[] = []
    for (;;) {
      const { status, body } = await this.pullPage(limit)
      if (status !== 200) throw new Error(`pull: ${JSON.stringify(body)}`)
      pages.push(body)
      this.cursors = body.cursors
      this.incarnation = body.incarnation
      if (body.more) continue
      this.lastCommandId = body.lastCommandId ?? this.lastCommandId
      return pages
    }
  }

  /** A command of the person signed in here. */
  command(
    commandId: number,
    name: string,
    args: WireCommand['args'],
    more: Partial<WireCommand> = {},
  ): WireCommand {
    return {
      commandId,
      uid: crypto.randomUUID(),
      name,
      version: 1,
      args,
      occurredAt: '2026-11-10T02:00:00Z',
      actorId: this.userId,
      ...more,
    }
  }
}
