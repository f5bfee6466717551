export function findElectronBinary(options?: {
  env?: Record<string, string | undefined>
  platform?: string
  packageFolder?: string | undefined
  exists?: (path: string) => boolean
  readText?: (path: string) => string
}): string | undefined
export function findElectronPackage(): string | undefined
export function getElectronVersion(packageFolder?: string): string
export function installElectron(options?: {
  packageFolder?: string | undefined
  timeout?: number
}): Promise<boolean>
