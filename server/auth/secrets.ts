import { createHash, randomBytes } from 'node:crypto'

/** 256 bits from the system's random source, safe in a header. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored instead of the secret itself. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
