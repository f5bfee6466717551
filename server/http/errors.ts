import type { FastifyError, FastifyInstance } from 'fastify'
import { passingTrouble } from '../storage/databaseErrors'
import { busy, HttpError } from './httpError'

/** Every failure leaves in one shape: `{error, message, …}`; details of ours stay in the log. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | HttpError | Error, request, reply) => {
    const answer = answerFor(error)
    if (answer.statusCode >= 500) request.log.error({ err: error }, 'request failed')
    const wait = answer.extra['retryAfterSeconds'] ?? answer.extra['waitSeconds']
    if (typeof wait === 'number') void reply.header('retry-after', String(wait))
    return reply
      .code(answer.statusCode)
      .send({ error: answer.error, message: answer.message, ...answer.extra })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: 'NOT_FOUND', message: 'There is nothing at this address.' }),
  )
}

function answerFor(error: FastifyError | HttpError | Error): HttpError {
  if (error instanceof HttpError) return error
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) {
    return new HttpError(413, 'BAD_REQUEST', 'The request is larger than the server accepts.')
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new HttpError(400, 'BAD_REQUEST', 'The request could not be understood.')
  }
  if (passingTrouble(error)) return busy()
  return new HttpError(500, 'INTERNAL', 'The server made a mistake. It has been noted.')
}
