import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { contentSecurityPolicy } from '#shared/contentSecurityPolicy'
import type { ServerDeps } from '../deps'
import { HttpError } from './httpError'

/** The built renderer at /app/, the same files that the desktop application carries. */
export async function registerAppRoutes(app: FastifyInstance, deps: ServerDeps): Promise<void> {
  const root = deps.config.rendererDir
  app.get('/', async (_request, reply) => reply.redirect('/app/', 302))
  app.get('/app', async (_request, reply) => reply.redirect('/app/', 302))
  if (!existsSync(path.join(root, 'index.html'))) {
    app.get('/app/*', async () => {
      throw new HttpError(503, 'APP_NOT_BUILT', 'The application has not been built yet.')
    })
    return
  }
  await app.register(fastifyStatic, {
    root,
    prefix: '/app/',
    index: ['index.html'],
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply: FastifyReply, file: string) =>
      setAppHeaders(reply, path.relative(root, file)),
  })
}

function setAppHeaders(reply: FastifyReply, file: string): void {
  // Only names with a content hash may be kept for ever.
  const hashed = file.split(path.sep)[0] === 'assets'
  void reply.headers({
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': contentSecurityPolicy({ blobFrames: true }),
    ...(path.basename(file) === 'sw.js' && { 'service-worker-allowed': '/app/' }),
  })
}
