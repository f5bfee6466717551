import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP recommends it for interactive sign-in. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function hashPassword(password: string): Promise<string> {
  return hash(password, parameters)
}

/**
 * Whether the password fits. Without a stored hash (unknown name) the same work is done and the
 * answer is no, so that timing does not tell who exists.
 */
export async function verifyPassword(
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  const fits = await verify(stored ?? (await decoyHash()), password)
  return stored !== undefined && fits
}

let decoy: Promise<string> | undefined

function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password')
  return decoy
}

/** Made ahead, otherwise the first unknown name would be answered more slowly. */
export async function prepareDecoy(): Promise<void> {
  await decoyHash()
}
