import type { Notice } from '#shared/host'

export interface Notifier {
  isSupported(): boolean
  show(notice: Notice): void
}

/** Shows a notice of the operating system; `false` where there is no notice service. */
export function notify(notice: Notice, notifier: Notifier): Promise<boolean> {
  if (!notifier.isSupported()) return Promise.resolve(false)
  notifier.show(notice)
  return Promise.resolve(true)
}
