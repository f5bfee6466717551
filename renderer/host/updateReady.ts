/** Called once a new version is downloaded and waits; `apply` switches to it and reloads. */
export type UpdateReadyListener = (apply: () => Promise<void>) => void

const listeners = new Set<UpdateReadyListener>()
let ready: (() => Promise<void>) | undefined

/**
 * Tells the listener when a new version of the program waits (also if it already does).
 * Nothing is ever switched by itself: a person in the middle of a form decides.
 * @returns function that ends the subscription
 */
export function onUpdateReady(listener: UpdateReadyListener): () => void {
  listeners.add(listener)
  if (ready) listener(ready)
  return () => listeners.delete(listener)
}

/** For the host implementations: announces that `apply` would switch to the new version. */
export function announceUpdate(apply: () => Promise<void>): void {
  ready = apply
  for (const listener of listeners) listener(apply)
}
