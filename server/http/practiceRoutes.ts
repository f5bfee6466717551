import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import type { ServerDeps } from '../deps'
import { BankPayment, findPayable, payCode } from '../practice/bank'
import { askForCode, bankPagePolicy, showPayable, showReceipt } from '../practice/bankPage'
import { bankRefusal } from '../practice/bankTexts'
import { practiceUsers } from '../practice/people'
import { HttpError } from './httpError'
import { parseBody } from './parse'

const Query = z.object({ code: z.string().max(40).optional() })

/** Only registered in practice mode: the sign-ins and a bank that is plainly none. */
export async function registerPracticeRoutes(
  parent: FastifyInstance,
  deps: ServerDeps,
): Promise<void> {
  await parent.register(async (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )

    app.get('/practice/info', async () => ({
      practice: true,
      users: practiceUsers.map(({ username, password, name, roles, role }) => ({
        username,
        password,
        name,
        roles,
        role,
      })),
    }))

    app.get('/practice/bank', async (request, reply) => {
      const { code: typed } = parseBody(Query, request.query)
      if (typed === undefined) return html(reply, 200, askForCode())
      const code = await findPayable(deps.database, typed.replace(/[\s.-]/g, ''), deps.now())
      if (code?.status === 'ACTIVE') return html(reply, 200, showPayable(code, today(deps)))
      const refusal = bankRefusal(refusalOf(code))
      return html(reply, code ? 409 : 404, askForCode(refusal, typed))
    })

    app.post('/practice/bank/pay', async (request, reply) => {
      refuseForeignForm(request)
      const isForm = request.headers['content-type']?.startsWith('application/x-www-form') ?? false
      try {
        const payment = parseBody(BankPayment, request.body)
        const receipt = await payCode(deps.database, payment, deps.now())
        return isForm ? await html(reply, 200, showReceipt(receipt)) : receipt
      } catch (error) {
        const problem = plainProblem(error)
        if (isForm) return html(reply, problem.statusCode, askForCode(problem.message))
        throw problem
      }
    })
  })
}

function refusalOf(code: Awaited<ReturnType<typeof findPayable>>): RuleViolation {
  switch (code?.status) {
    case 'PAID':
      return new RuleViolation('CODE_PAID', { paidOn: code.paidOn ?? null })
    case 'CANCELLED':
      return new RuleViolation('CODE_CANCELLED')
    case 'EXPIRED':
      return new RuleViolation('CODE_EXPIRED', { validUntil: code.validUntil })
    case 'ACTIVE':
    case undefined:
      return new RuleViolation('CODE_NOT_FOUND')
  }
}

function plainProblem(error: unknown): HttpError {
  if (error instanceof RuleViolation) {
    const status = error.code === 'CODE_NOT_FOUND' ? 404 : 409
    return new HttpError(status, error.code, bankRefusal(error))
  }
  if (error instanceof HttpError && error.error === 'BAD_REQUEST') {
    return new HttpError(400, 'BAD_REQUEST', 'Isian tidak dapat dibaca. Periksa kode dan jumlah.')
  }
  throw error
}

/** Another site's page must not be able to pay in a trainee's browser. */
function refuseForeignForm({ headers }: FastifyRequest): void {
  const { origin, host } = headers
  if (origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new HttpError(
      403,
      'FORBIDDEN',
      'Formulir ini hanya dapat dikirim dari halamannya sendiri.',
    )
  }
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return (
    reply
      .code(status)
      .header('content-security-policy', bankPagePolicy)
      // With "no-referrer" a browser would hide the form's origin even from ourselves.
      .header('referrer-policy', 'same-origin')
      .type('text/html; charset=utf-8')
      .send(page)
  )
}

function today(deps: ServerDeps): string {
  return localDateOfInstant(new Date(deps.now()).toISOString())
}
