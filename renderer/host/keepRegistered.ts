const RETRY_MS = 10_000

/**
 * Registers the service worker, and again while there is none: when the line breaks during the first
 * visit, the browser drops a worker that could not load the whole program and never asks again.
 * @param register asks the browser for the worker; called anew for each try
 * @returns ends it
 */
export function keepRegistered(
  register: () => void,
  container: Pick<ServiceWorkerContainer, 'getRegistration'> | undefined,
  retryMs = RETRY_MS,
): () => void {
  register()
  const timer = setInterval(() => void look(), retryMs)
  const end = (): void => clearInterval(timer)
  async function look(): Promise<void> {
    const registration = await container?.getRegistration()
    if (!container || registration?.active) end()
    else if (!registration) register()
  }
  return end
}
