import type { z } from 'zod'
import { HttpFailure, RefusalBody } from './httpFailure'

export interface HttpRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
  /** Instead of a body: bytes as they are. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  /** What the answer must look like. */
  readonly answer: z.ZodType<T>
  readonly token?: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export interface HttpClientOptions {
  /** Origin of the server, without a slash at the end. */
  readonly baseUrl: string
  readonly deviceId: string
  readonly fetch?: typeof fetch
}

const DEFAULT_TIMEOUT_MS = 30_000

/** Requests to the central server: JSON in, checked JSON out, every failure typed. */
export class HttpClient {
  readonly #fetch: typeof fetch

  constructor(private readonly options: HttpClientOptions) {
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init))
  }

  /** @throws HttpFailure; the signal's reason when the caller gave up */
  async request<T>(request: HttpRequest<T>): Promise<T> {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS)
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    let response: Response
    let text: string
    try {
      response = await this.#send(request, signal)
      text = await response.text()
    } catch (error) {
      request.signal?.throwIfAborted()
      const reason = timeout.aborted ? 'timeout' : 'network'
      throw new HttpFailure({ kind: 'offline', reason }, { cause: error })
    }
    return readAnswer(request, response.status, text)
  }

  /**
   * Fetches bytes; the caller checks them.
   * @throws HttpFailure
   */
  async download(
    path: string,
    token: string,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const timeout = AbortSignal.timeout(DEFAULT_TIMEOUT_MS)
    try {
      const response = await this.#fetch(this.options.baseUrl + path, {
        headers: this.#headers(token),
        cache: 'no-store',
        credentials: 'omit',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      if (!response.ok) throw failureOf(response.status, await response.text())
      return new Uint8Array(await response.arrayBuffer())
    } catch (error) {
      if (error instanceof HttpFailure) throw error
      signal?.throwIfAborted()
      const reason = timeout.aborted ? 'timeout' : 'network'
      throw new HttpFailure({ kind: 'offline', reason }, { cause: error })
    }
  }

  /**
   * Opens a stream of server-sent events; the caller reads and closes it.
   * @throws HttpFailure
   */
  async openStream(path: string, token: string, signal: AbortSignal): Promise<Response> {
    let response: Response
    try {
      response = await this.#fetch(this.options.baseUrl + path, {
        headers: { ...this.#headers(token), accept: 'text/event-stream' },
        cache: 'no-store',
        signal,
      })
    } catch (error) {
      signal.throwIfAborted()
      throw new HttpFailure({ kind: 'offline', reason: 'network' }, { cause: error })
    }
    if (response.ok && response.body) return response
    throw failureOf(response.status, await response.text())
  }

  #send(request: HttpRequest<unknown>, signal: AbortSignal): Promise<Response> {
    return this.#fetch(this.options.baseUrl + request.path, {
      method: request.method,
      headers: {
        ...this.#headers(request.token),
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
        ...(request.bytes && { 'content-type': 'application/octet-stream' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      ...(request.bytes && { body: request.bytes }),
      cache: 'no-store',
      credentials: 'omit',
      signal,
    })
  }

  #headers(token: string | undefined): Record<string, string> {
    return {
      'x-device-id': this.options.deviceId,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
  }
}

function readAnswer<T>(request: HttpRequest<T>, status: number, text: string): T {
  if (status < 200 || status > 299) throw failureOf(status, text)
  const json = parseJson(text)
  const answer = request.answer.safeParse(json)
  if (answer.success) return answer.data
  const issue = answer.error.issues[0]
  const message = json === undefined ? 'not JSON' : `${issue?.path.join('.')}: ${issue?.message}`
  throw new HttpFailure({ kind: 'protocol', status, message })
}

function failureOf(status: number, text: string): HttpFailure {
  const body = RefusalBody.safeParse(parseJson(text)).data
  if (status === 401) return new HttpFailure({ kind: 'unauthenticated', body })
  if (body) return new HttpFailure({ kind: 'refused', status, body })
  if (status >= 502 && status <= 504) {
    return new HttpFailure({ kind: 'offline', reason: 'gateway' })
  }
  return new HttpFailure({ kind: 'protocol', status, message: text.slice(0, 200) })
}

/** `undefined` for text that is no JSON; an empty answer counts as an empty object. */
function parseJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
