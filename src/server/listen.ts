import type { Server } from 'node:http'

import { SECOND } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'

/** Opens the port and resolves to it, which tells which one port 0 became. Throws `ConfigurationError` when it cannot. */
export const listen = ({ host, port, server }: { host: string; port: number; server: Server }): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${error.code})`

      reject(
        new ConfigurationError(`Port ${port} of ${host} ${reason}: stop it or choose another PORT.`, { cause: error }),
      )
    })
    server.listen({ host, port }, () => {
      const address = server.address()

      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/** Takes no new request, lets those under way finish for 4 s, then cuts them off. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 4 * SECOND).unref()
  })
