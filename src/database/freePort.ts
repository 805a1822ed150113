import { createServer } from 'node:net'

/** Resolves to `preferred` when nobody listens there on 127.0.0.1, else to a port that is free now. */
export async function findFreePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred
}

/** The port, or null when it is taken; 0 asks the system for any. */
export const tryPort = (port: number, host = '127.0.0.1'): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer()

    server.once('error', () => resolve(null))
    server.listen({ exclusive: true, host, port }, () => {
      const address = server.address()

      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
