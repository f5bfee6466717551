import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { CHUNK_BYTES, MAX_FILE_BYTES, Sha256 } from '#shared/attachments/content'
import { askUpload, findContent, takeChunk } from '../attachments/uploads'
import { defaultLimits, type ServerDeps } from '../deps'
import { authenticate } from './authenticate'
import { HttpError } from './httpError'
import { parseBody } from './parse'

const Params = z.object({ sha256: Sha256 })
const ChunkQuery = z.object({ offset: z.coerce.number().int().min(0).max(MAX_FILE_BYTES) })

/**
 * Contents of documents: ask how far an upload is, send the next piece, fetch. Everything stays
 * within the branch of whoever asks; anybody of the branch may send what a colleague attached.
 */
export async function registerAttachmentRoutes(
  app: FastifyInstance,
  deps: ServerDeps,
): Promise<void> {
  const max = deps.limits?.sync ?? defaultLimits.sync
  const config = { rateLimit: { max, timeWindow: 60_000 } }
  const { database } = deps

  // In a scope of its own: no other route takes bytes.
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    )

    scope.post('/attachments/:sha256/ask', { config }, async (request) => {
      const { branchId, deviceId } = await authenticate(request, deps)
      const { sha256 } = parseBody(Params, request.params)
      return askUpload(database, { branchId, deviceId, sha256 }, deps.now())
    })

    scope.put(
      '/attachments/:sha256',
      {
        bodyLimit: CHUNK_BYTES,
        config,
        // Nobody makes the server read a body without a token.
        preParsing: async (request) => {
          await authenticate(request, deps)
        },
      },
      async (request) => {
        const { branchId, deviceId } = await authenticate(request, deps)
        const { sha256 } = parseBody(Params, request.params)
        const { offset } = parseBody(ChunkQuery, request.query)
        const bytes = request.body
        if (!Buffer.isBuffer(bytes)) throw new HttpError(400, 'BAD_REQUEST', 'Bytes are expected.')
        return takeChunk(database, { branchId, deviceId, sha256 }, { offset, bytes }, deps.now())
      },
    )

    scope.get('/attachments/:sha256', { config }, async (request, reply) => {
      const { branchId } = await authenticate(request, deps)
      const { sha256 } = parseBody(Params, request.params)
      const content = await findContent(database, branchId, sha256)
      if (!content) throw new HttpError(404, 'NOT_FOUND', 'This file is not here (yet).')
      return reply
        .headers({
          'content-type': content.mime,
          // Opened by itself it is a file to keep, never a page of ours.
          'content-disposition': 'attachment',
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        })
        .send(content.bytes)
    })
  })
}
