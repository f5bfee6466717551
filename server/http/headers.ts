import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DESKTOP_ORIGIN } from '../config'

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(), payment=(), usb=()',
}

/** What answers without a page of their own carry on top: nothing may be run or kept. */
const data: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

/** Security headers on every answer, and CORS for the desktop application alone. */
export function registerHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(headersFor(request))) void reply.header(name, value)
    if (isPreflight(request)) await answerPreflight(reply)
  })
}

/** Also for streams, which write their head by themselves. */
export function headersFor(request: FastifyRequest): Record<string, string> {
  return {
    ...always,
    ...data,
    // A cache must not give one origin's answer to another.
    vary: 'Origin',
    ...(request.headers.origin === DESKTOP_ORIGIN && {
      'access-control-allow-origin': DESKTOP_ORIGIN,
      'access-control-expose-headers': 'retry-after',
      'cross-origin-resource-policy': 'cross-origin',
    }),
  }
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

async function answerPreflight(reply: FastifyReply): Promise<void> {
  const allowed = reply.getHeader('access-control-allow-origin') === DESKTOP_ORIGIN
  if (allowed) {
    void reply.headers({
      'access-control-allow-methods': 'GET, POST, PUT',
      'access-control-allow-headers': 'authorization, content-type, x-device-id',
      'access-control-max-age': '600',
    })
  }
  await reply.code(allowed ? 204 : 403).send()
}
