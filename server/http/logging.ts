import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { problemOf } from '../storage/databaseErrors'

/**
 * Logs carry no personal data: no bodies, no headers, no query strings, no addresses, and of
 * database errors only state and constraint (their texts quote values).
 */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false
  return {
    level,
    base: null,
    serializers: { err: describeError },
    redact: { paths: ['*.password', '*.token', '*.authorization'], remove: true },
  }
}

export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}

/** What may be written down of an error. */
export function describeError(
  error: Error,
): Record<string, string> & { type: string; message: string; stack: string } {
  const { code, constraint } = problemOf(error)
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined
  return {
    type: error.name,
    // Messages of the database and of JSON parsing repeat the data.
    message: code !== undefined || error instanceof SyntaxError ? '' : error.message,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .join('\n'),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(cause && { cause: JSON.stringify(cause) }),
  }
}
