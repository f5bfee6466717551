import type { FastifyInstance } from 'fastify'
import { UsbFile, UsbFileError, USB_MAX_BYTES } from '#shared/usb/format'
import { defaultLimits, type ServerDeps } from '../deps'
import type { SyncService } from '../service/sync'
import { getExchangeKey } from '../usb/exchangeKeys'
import { importUsbFile } from '../usb/importFile'
import { usbSentences } from '../usb/sentences'
import { authenticate } from './authenticate'
import { HttpError } from './httpError'
import { parseBody } from './parse'

/** Room for the file's own quotes and names around the limit. */
const BODY_LIMIT = USB_MAX_BYTES + 4096

/** The key that devices seal their files for, and files that somebody brings on a stick. */
export function registerUsbRoutes(app: FastifyInstance, deps: ServerDeps, sync: SyncService): void {
  const max = deps.limits?.auth ?? defaultLimits.auth
  const rateLimit = { max, timeWindow: 60_000 }

  app.get('/usb/key', { config: { rateLimit } }, async (request) => {
    await authenticate(request, deps)
    return getExchangeKey(deps.database.db, deps.now())
  })

  // Whoever carries the stick needs no right of their own: the file is sealed and signed, and
  // everything in it is judged by the rights of the people who did it.
  app.post(
    '/usb/files',
    {
      bodyLimit: BODY_LIMIT,
      config: { rateLimit },
      // Nobody makes the server read a large body without a token.
      preParsing: async (request) => {
        await authenticate(request, deps)
      },
    },
    async (request) => {
      const file = parseBody(UsbFile, request.body)
      try {
        return await importUsbFile(deps.database, sync, file, request.log)
      } catch (error) {
        if (!(error instanceof UsbFileError)) throw error
        throw new HttpError(422, error.problem, usbSentences[error.problem])
      }
    },
  )
}
