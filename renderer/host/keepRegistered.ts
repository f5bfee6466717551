const RETRY_MS = 10_000

/**
 * Registers the service worker, and again while there is none: when the line breaks during the first
 * visit, the browser drops a worker that could not load the whole program and never asks again.
 * @param register asks the browser for the worker; called anew for each try
 * @param container absent in browsers without workers
 */
export function keepRegistered(
  register: () => void,
  container: Pick<ServiceWorkerContainer, 'getRegistration'> | undefined,
  retryMs = RETRY_MS,
): void {
  register()
  if (!container) return
  const look = async (): Promise<void> => {
    const registration = await container.getRegistration()
    if (registration?.active) clearInterval(timer)
    else if (!registration) register()
  }
  // A browser that forbids workers here refuses the question too; then there is nothing to wait for.
  const timer = setInterval(() => void look().catch(() => clearInterval(timer)), retryMs)
}
