import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A network cable between one browser and the server, which a test can pull out. */
export interface Cable {
  /** The address that the browser knows; the same before and after a cut. */
  readonly url: string
  /** From now on every connection is broken at once, also those of the service worker. */
  cut(): void
  restore(): void
  stop(): Promise<void>
}

/**
 * Passes bytes to the server and back. Blocking requests inside the browser would not do: they
 * leave the service worker and open streams alone.
 * @param serverUrl origin of the real server
 */
export async function layCable(serverUrl: string): Promise<Cable> {
  const { hostname, port } = new URL(serverUrl)
  const ends = new Set<Socket>()
  let isCut = false

  const server = createServer((near) => {
    if (isCut) return void near.resetAndDestroy()
    const far = connect(Number(port), hostname)
    join(near, far)
    join(far, near)
  })
  const join = (from: Socket, to: Socket): void => {
    ends.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      ends.delete(from)
      to.destroy()
    })
  }
  const breakAll = (): void => {
    for (const end of ends) end.destroy()
  }
  // Still listening while cut: nobody else may get the port, the address must stay the same.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      breakAll()
    },
    restore() {
      isCut = false
    },
    async stop() {
      isCut = true
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
