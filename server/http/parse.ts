import type { z } from 'zod'
import { HttpError } from './httpError'

/**
 * The body as the schema wants it.
 * @throws HttpError BAD_REQUEST that names the field but never repeats its value
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') || 'body'
  throw new HttpError(400, 'BAD_REQUEST', `${field}: ${issue?.code ?? 'invalid'}`)
}
