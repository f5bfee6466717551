import type { z } from 'zod'
import { HttpFailure, RefusalBody } from './httpFailure'
import { Silence } from './silence'

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
/** A line of 16 kbit/s still carries the largest push in time. */
const SLOWEST_BYTES_PER_MS = 2

/** Requests to the central server: JSON in, checked JSON out, every failure typed. */
export class HttpClient {
  readonly #fetch: typeof fetch

  constructor(private readonly options: HttpClientOptions) {
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init))
  }

  /** @throws HttpFailure; the signal's reason when the caller gave up */
  async request<T>(request: HttpRequest<T>): Promise<T> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    const wayMs = Math.ceil((body?.length ?? 0) / SLOWEST_BYTES_PER_MS)
    const timeout = AbortSignal.timeout((request.timeoutMs ?? DEFAULT_TIMEOUT_MS) + wayMs)
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    let response: Response | undefined
    try {
      response = await this.#send(request, body, signal)
      return readAnswer(request, response.status, await response.text())
    } catch (error) {
      if (error instanceof HttpFailure) throw error
      request.signal?.throwIfAborted()
      const reason = timeout.aborted ? 'timeout' : response ? 'cut' : 'network'
      throw new HttpFailure({ kind: 'offline', reason }, { cause: error })
    }
  }

  /**
   * Fetches bytes; the caller checks them. However long it takes: it ends when nothing more comes.
   * @throws HttpFailure
   */
  async download(
    path: string,
    token: string,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const silence = new Silence(DEFAULT_TIMEOUT_MS)
    try {
      const response = await this.#fetch(this.options.baseUrl + path, {
        headers: this.#headers(token),
        cache: 'no-store',
        credentials: 'omit',
        signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
      })
      if (!response.ok) throw failureOf(response.status, await response.text())
      return await bytesOf(response, silence)
    } catch (error) {
      if (error instanceof HttpFailure) throw error
      signal?.throwIfAborted()
      const reason = silence.signal.aborted ? 'timeout' : 'network'
      throw new HttpFailure({ kind: 'offline', reason }, { cause: error })
    } finally {
      silence.end()
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

  #send(
    request: HttpRequest<unknown>,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    return this.#fetch(this.options.baseUrl + request.path, {
      method: request.method,
      headers: {
        ...this.#headers(request.token),
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(request.bytes && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { body }),
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

async function bytesOf(response: Response, silence: Silence): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of response.body ?? []) {
    silence.broken()
    parts.push(part)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
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
