import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface ReceivedRequest {
  body: string
  /** The body as it came, for what is no text. */
  bytes: Buffer
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
  const server = createServer((incoming, response) => {
    void readBody(incoming).then((bytes) => {
      const known: ReceivedRequest = {
        body: bytes.toString('utf8'),
        bytes,
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        method: incoming.method ?? '',
        url: incoming.url ?? '',
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

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []

  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer)
  }

  return Buffer.concat(chunks)
}

/** Answers as the server at `origin` does, under the host that was asked for, so that what is asked of it can be seen and some of it answered otherwise. */
export const forwardTo =
  (origin: string): Respond =>
  ({ bytes, headers, method, url }, response) => {
    const { connection: _connection, ...kept } = headers
    const forwarded = request(origin + url, { headers: kept, method }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' })
      answer.pipe(response)
    })

    forwarded.on('error', () => response.destroy())
    forwarded.end(bytes)
  }
