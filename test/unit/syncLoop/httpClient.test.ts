import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { PUSH_MAX_BYTES } from '#shared/protocol/messages'
import { AccessToken } from '../../../renderer/sync/accessToken'
import type { SignedIn } from '../../../renderer/sync/authApi'
import { HttpClient } from '../../../renderer/sync/httpClient'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { readEvents } from '../../../renderer/sync/eventStream'

const answering = (status: number, body: string) =>
  new HttpClient({
    baseUrl: 'https://pusat.contoh.example',
    deviceId: 'device-1',
    fetch: async () => new Response(body, { status }),
  })

const ask = (client: HttpClient) =>
  client.request({
    method: 'POST',
    path: '/x',
    body: {},
    answer: z.object({ value: z.number() }),
  })

describe('requests to the server', () => {
  it('[S-70] sends token and device, and gives back the checked answer', async () => {
    let seen: Request | undefined
    const client = new HttpClient({
      baseUrl: 'https://pusat.contoh.example',
      deviceId: 'device-1',
      fetch: async (input, init) => {
        seen = new Request(input, init)
        return new Response('{"value":1,"more":true}')
      },
    })
    const answer = await client.request({
      method: 'POST',
      path: '/sync/push',
      body: { a: 1 },
      token: 'secret',
      answer: z.object({ value: z.number() }),
    })
    expect(answer).toEqual({ value: 1 })
    expect(seen?.url).toBe('https://pusat.contoh.example/sync/push')
    expect(seen?.headers.get('authorization')).toBe('Bearer secret')
    expect(seen?.headers.get('x-device-id')).toBe('device-1')
    expect(await seen?.json()).toEqual({ a: 1 })
  })

  it.each([
    [401, '{"error":"UNAUTHENTICATED","message":"m"}', { kind: 'unauthenticated' }],
    [
      429,
      '{"error":"SIGN_IN_BLOCKED","message":"m","waitSeconds":60}',
      { kind: 'refused', status: 429, body: { error: 'SIGN_IN_BLOCKED', waitSeconds: 60 } },
    ],
    [500, '{"error":"INTERNAL","message":"m"}', { kind: 'refused', status: 500 }],
    [502, '<html>Bad gateway</html>', { kind: 'offline', reason: 'gateway' }],
    [200, '<html>Welcome to the hotel</html>', { kind: 'protocol', message: 'not JSON' }],
    [200, '{"value":"1"}', { kind: 'protocol' }],
    [404, 'nothing here', { kind: 'protocol', status: 404 }],
  ])('[S-71] %i %s', async (status, body, failure) => {
    await expect(ask(answering(status, body))).rejects.toMatchObject({ failure })
  })

  it('[S-71] nobody answers: offline; too slow: offline by timeout', async () => {
    const options = { baseUrl: 'https://pusat.contoh.example', deviceId: 'd' }
    const gone = new HttpClient({
      ...options,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    await expect(ask(gone)).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'network' },
    })
    const slow = new HttpClient({
      ...options,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        }),
    })
    const request = { method: 'GET' as const, path: '/', answer: z.unknown(), timeoutMs: 20 }
    await expect(slow.request(request)).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'timeout' },
    })
  })
})

describe('a thin line', () => {
  const options = { baseUrl: 'https://pusat.contoh.example', deviceId: 'd' }
  /** An answer that comes in pieces; `undefined` = the line breaks there. */
  const inPieces = (pieces: readonly (string | undefined)[], everyMs = 0) =>
    new HttpClient({
      ...options,
      fetch: async (_input, init) => {
        const left = [...pieces]
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, everyMs))
            if (init?.signal?.aborted) return controller.error(init.signal.reason)
            const piece = left.shift()
            if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece))
            else if (left.length > 0) controller.error(new TypeError('network error'))
            else controller.close()
          },
        })
        return new Response(body)
      },
    })

  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('[S-239] an answer that breaks off is told apart from no answer', async () => {
    await expect(ask(inPieces(['{"val', undefined, 'ue":1}']))).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'cut' },
    })
    expect(await ask(inPieces(['{"val', 'ue":1}']))).toEqual({ value: 1 })
  })

  it('[S-239] the largest push has the time that it takes over 16 kbit/s', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    const body = { text: 'x'.repeat(PUSH_MAX_BYTES) }
    const request = { method: 'POST' as const, path: '/', body, answer: z.unknown() }
    await answering(200, '{}').request(request)
    expect(timeout.mock.lastCall?.[0]).toBeGreaterThanOrEqual(PUSH_MAX_BYTES / 2)
  })

  it('[S-239] a file may take long as long as it comes; silence ends it', async () => {
    vi.useFakeTimers()
    const slow = inPieces(['a', 'b', 'c', 'd', 'e'], 20_000).download('/f', 'token')
    await vi.advanceTimersByTimeAsync(130_000)
    expect(new TextDecoder().decode(await slow)).toBe('abcde')
    const silent = inPieces(['a', 'b'], 40_000).download('/f', 'token')
    const [outcome] = await Promise.all([
      silent.catch((error: unknown) => error),
      vi.advanceTimersByTimeAsync(200_000),
    ])
    expect(outcome).toMatchObject({ failure: { kind: 'offline', reason: 'timeout' } })
  })
})

describe('access token', () => {
  const unauthenticated = new HttpFailure({ kind: 'unauthenticated', body: undefined })

  function holder() {
    let count = 0
    let userId = 'u1'
    const token = new AccessToken(
      async () => {
        count += 1
        const user = { id: userId, name: '', roles: [], branchId: '516' }
        return { accessToken: `t${count}`, user, offlineLeaseUntil: '' } satisfies SignedIn
      },
      () => userId,
    )
    return { token, refreshes: () => count, become: (id: string) => (userId = id) }
  }

  it('[A-30] is fetched once for many askers and kept', async () => {
    const { token, refreshes } = holder()
    const used = await Promise.all([1, 2, 3].map(() => token.use(async (value) => value)))
    expect(used).toEqual(['t1', 't1', 't1'])
    expect(await token.use(async (value) => value)).toBe('t1')
    expect(refreshes()).toBe(1)
  })

  it('[A-30] is renewed once when refused, then the refusal counts', async () => {
    const { token, refreshes } = holder()
    token.set('u1', 'old')
    expect(
      await token.use(async (value) => {
        if (value === 'old') throw unauthenticated
        return value
      }),
    ).toBe('t1')
    await expect(token.use(() => Promise.reject(unauthenticated))).rejects.toBe(unauthenticated)
    expect(refreshes()).toBe(2)
  })

  it('[A-31] is never used for another person', async () => {
    const { token, become } = holder()
    token.set('u1', 'of-u1')
    become('u2')
    expect(token.current).toBeUndefined()
    expect(await token.use(async (value) => value)).toBe('t1')
  })
})

describe('event stream', () => {
  const stream = (...chunks: string[]) =>
    new Response(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
          controller.close()
        },
      }),
    )

  it('[S-72] tells about events, also cut in the middle, and not about signs of life', async () => {
    let events = 0
    const response = stream(
      ': connected\n\n',
      'event: poke\nda',
      'ta: {"partition":"x"}\n\n',
      ': x\n',
    )
    await readEvents(response, () => (events += 1), new AbortController().signal, 1_000)
    expect(events).toBe(1)
  })

  it('[S-72] gives up a line that has gone silent', async () => {
    const silent = new Response(new ReadableStream())
    const reading = readEvents(silent, () => undefined, new AbortController().signal, 20)
    await expect(reading).resolves.toBeUndefined()
  })
})
