/// <reference path="../../electron/globals.d.ts" />

import type { Host } from '#shared/host'

declare global {
  interface Window {
    readonly host?: Host
  }
}
