/**
 * The origin of the desktop program, fixed for ever: Chromium files people's data (IndexedDB,
 * caches) under it. Changing scheme or host would make every installation look empty.
 */
export const APP_SCHEME = 'app'
export const APP_HOST = 'bundle'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const APP_START_URL = `${APP_ORIGIN}/index.html`

/** Must be registered before the program is ready. */
export const APP_SCHEME_PRIVILEGES = {
  scheme: APP_SCHEME,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
  },
} as const

/**
 * Whether a URL belongs to the program itself.
 * @param devOrigin origin of the development server, only in an unpackaged program
 */
export function isAppUrl(url: string, devOrigin?: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || parsed.username !== '' || parsed.password !== '') return false
  if (devOrigin !== undefined && parsed.origin === devOrigin) return true
  return parsed.protocol === `${APP_SCHEME}:` && parsed.host === APP_HOST
}
