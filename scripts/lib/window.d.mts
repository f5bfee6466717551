export function hasDisplay(env?: Record<string, string | undefined>, platform?: string): boolean
export function runElectron(options: {
  path: string
  root: string
  serverUrl: string
}): Promise<{ code: number | null; seconds: number }>
