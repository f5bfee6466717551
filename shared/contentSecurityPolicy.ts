/** What a page of ours may load. One policy for the desktop shell and for the served web app. */
export interface ContentPolicyOptions {
  /** Origins besides our own that scripts may talk to (the shell names its server). */
  readonly connect?: readonly string[]
  /** Whether the page may show `blob:` frames (the browser host prints PDFs through one). */
  readonly blobFrames?: boolean
}

/**
 * The `Content-Security-Policy` header. Nothing is allowed unless listed; no inline and no
 * evaluated script. Inline *styles* stay allowed because the component library writes style
 * elements at run time.
 */
export function contentSecurityPolicy(options: ContentPolicyOptions = {}): string {
  const rules: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...(options.connect ?? [])],
    'manifest-src': ["'self'"],
    'frame-src': [options.blobFrames === true ? 'blob:' : "'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(rules)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}
