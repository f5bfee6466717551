export interface ShippedPackage {
  name: string
  version: string
  licence: string
  folder: string
}
export function shippedPackages(): ShippedPackage[]
export function importedPackages(): string[]
export function renderNotices(): string
