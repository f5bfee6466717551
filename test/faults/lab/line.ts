import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { HTML } from '../../contract/browser/servePage'
import type { Random } from '../../model/random'

export interface LineCounts {
  requests: number
  lostRequests: number
  lostAnswers: number
  doubled: number
  late: number
  slow: number
  cuts: number
}

/** One device's line to the server, and at the same time the origin of its page. */
export interface Line {
  readonly url: string
  readonly counts: LineCounts
  /** From now on messages are lost, doubled and late as `random` says; undefined: all arrive. */
  disturb(random: Random | undefined): void
  /** Every request breaks at once, until `restore`. */
  cut(): void
  restore(): void
  stop(): Promise<void>
}

export interface LineOptions {
  /** Where the server listens at this moment; it may move over a restart. */
  target(): string
  /** The page's only script, served at /lab/page.js. */
  readonly script: string
  /** Further scripts, such as workers, by their place below /lab/. */
  readonly files?: ReadonlyMap<string, string>
  /** Told what the page posts to /lab/note. */
  onNote?(body: unknown): void
  /** Told when a request goes to the server, and when its answer is there or will not come. */
  onForward?(path: string, isOver: boolean): void
}

/** Lays a line: /lab/ is answered here, all the rest by the server, if it gets through. */
export async function layLine(options: LineOptions): Promise<Line> {
  const counts: LineCounts = {
    ...{ requests: 0, lostRequests: 0, lostAnswers: 0, doubled: 0, late: 0, slow: 0, cuts: 0 },
  }
  let random: Random | undefined
  let isCut = false
  const stopping = new AbortController()

  const server = createServer((request, response) => {
    const work = request.url?.startsWith('/lab/')
      ? servePage(request, response, options)
      : pass(request, response)
    work.catch(() => response.destroy())
  })

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    if (isCut) return void response.destroy()
    if (request.method !== 'POST') return relay(options.target(), request, response)
    counts.requests += 1
    const fate = drawFate(request.url ?? '')
    if (fate === 'lost') {
      counts.lostRequests += 1
      return void response.destroy()
    }
    if (fate === 'slow') {
      counts.slow += 1
      await sleep(random?.int(5, 120) ?? 0)
    }
    if (fate === 'late') {
      // The sender gives up, and the request arrives all the same.
      counts.late += 1
      response.destroy()
      await sleep(random?.int(20, 400) ?? 0, undefined, { signal: stopping.signal })
      await forward(options.target(), request, body)
      return
    }
    options.onForward?.(request.url ?? '', false)
    const answer = await forward(options.target(), request, body).finally(() =>
      options.onForward?.(request.url ?? '', true),
    )
    if (fate === 'doubled') {
      counts.doubled += 1
      await forward(options.target(), request, body)
    }
    if (fate === 'unanswered' || isCut) {
      counts.lostAnswers += 1
      return void response.destroy()
    }
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  function drawFate(path: string): Fate {
    if (!random) return 'passed'
    // One nonce is good for one use: signing in again is the client's own affair.
    const mayRepeat = path.startsWith('/sync/') || path === '/leases'
    return random.weighted<Fate>([
      { weight: 60, value: 'passed' },
      { weight: 8, value: 'lost' },
      { weight: 10, value: 'unanswered' },
      { weight: 8, value: 'slow' },
      { weight: mayRepeat ? 8 : 0, value: 'doubled' },
      { weight: mayRepeat ? 6 : 0, value: 'late' },
    ])
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    disturb: (next) => void (random = next),
    cut() {
      isCut = true
      counts.cuts += 1
    },
    restore: () => void (isCut = false),
    stop() {
      stopping.abort()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Fate = 'passed' | 'lost' | 'unanswered' | 'slow' | 'doubled' | 'late'

async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  { script, files, onNote }: LineOptions,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://lab').pathname
  if (path === '/lab/note') {
    onNote?.(JSON.parse((await read(request)).toString()))
    return void response.writeHead(204).end()
  }
  // A page of this origin without any of the program.
  if (path === '/lab/empty') return void response.setHeader('content-type', 'text/html').end()
  const code = path === '/lab/page.js' ? script : files?.get(path.slice('/lab/'.length))
  response.setHeader('content-type', code ? 'text/javascript' : 'text/html; charset=utf-8')
  response.end(code ?? HTML.replace('/page.js', '/lab/page.js'))
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

function forward(target: string, from: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: from.method, headers: from.headers, agent: false as const }
    const request = httpRequest(new URL(from.url ?? '/', target), options, (answer) => {
      read(answer).then(
        (content) =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: withoutLength(answer.headers),
            body: content,
          }),
        reject,
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** Streams an answer that may never end (server-sent events). */
function relay(target: string, from: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { method: from.method, headers: from.headers, agent: false as const }
    const request = httpRequest(new URL(from.url ?? '/', target), options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('end', resolve)
      answer.on('error', reject)
    })
    response.on('close', () => request.destroy())
    request.on('error', reject)
    request.end()
  })
}

function withoutLength({ 'transfer-encoding': _chunked, ...headers }: IncomingHttpHeaders) {
  return headers
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
