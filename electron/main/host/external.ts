import { findAllowedExternalUrl } from '#shared/externalLinks'

/**
 * Opens an address of the allow-list with the operating system. `false` = refused.
 * @param open `shell.openExternal`; gets the address rebuilt from checked parts, not the input
 */
export async function openExternal(
  url: string,
  open: (url: string) => Promise<void>,
): Promise<boolean> {
  const allowed = findAllowedExternalUrl(url)
  if (allowed === undefined) return false
  await open(allowed)
  return true
}
