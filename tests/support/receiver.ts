import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface ReceivedRequest {
  body: string
  headers: Record<string, string>
  method: string
  url: string
}

export type Respond = (request: ReceivedRequest, response: ServerResponse) => void

export interface Receiver {
  close(): Promise<void>
  /** How often somebody connected, whether or not a request followed. */
  connections(): number
  port: number
  received: ReceivedRequest[]
  /** Replaces how the next requests are answered. */
  respond(how: Respond): void
  url: string
}

/** A real HTTP server on a free port of 127.0.0.1 that remembers what it got; answers 200 unless told otherwise. */
export async function startReceiver(how: Respond = (_request, response) => void response.end('ok')): Promise<Receiver> {
  const received: ReceivedRequest[] = []
  let respond = how
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const known: ReceivedRequest = {
        body,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        method: request.method ?? '',
        url: request.url ?? '',
      }

      received.push(known)
      respond(known, response)
    })
  })

  let connections = 0

  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const address = server.address()

  if (address === null || typeof address === 'string') {
    throw new Error('the receiver has no port')
  }

  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))

      server.closeAllConnections()
      await closed
    },
    connections: () => connections,
    port: address.port,
    received,
    respond: (next) => {
      respond = next
    },
    url: `http://127.0.0.1:${address.port}`,
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []

  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }

  return Buffer.concat(chunks).toString('utf8')
}
