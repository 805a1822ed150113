import { createServer, type Socket } from 'node:net'

export interface MailServer {
  close(): Promise<void>
  /** Whole messages, headers included. */
  mails: string[]
  url: string
}

export interface MailServerOptions {
  /**
   * What it says to a command, or to a message (`message`), in place of yes; null says yes, an empty text breaks off.
   *
   * A message that is answered otherwise is kept only when the connection breaks off: then nobody knows.
   */
  answer?: (command: string) => string | null
}

/** A mail server as small as SMTP allows (RFC 5321): takes every mail and keeps it, unless told otherwise. */
export async function startMailServer({ answer = () => null }: MailServerOptions = {}): Promise<MailServer> {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let text = ''
    let isData = false

    sockets.add(socket)
    socket.write('220 test ESMTP\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')

      for (;;) {
        const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')

        if (end < 0) {
          return
        }

        const part = text.slice(0, end)

        text = text.slice(end + (isData ? 5 : 2))

        const said = answer(isData ? 'message' : part)

        if (isData && (said === null || said === '')) {
          mails.push(part)
        }

        if (said !== null) {
          isData = false

          if (said === '') {
            socket.destroy()
          } else {
            socket.write(`${said}\r\n`)
          }
        } else if (isData) {
          isData = false
          socket.write('250 kept\r\n')
        } else if (part.toUpperCase().startsWith('DATA')) {
          isData = true
          socket.write('354 go on\r\n')
        } else if (part.toUpperCase().startsWith('QUIT')) {
          socket.end('221 bye\r\n')
        } else {
          socket.write('250 ok\r\n')
        }
      }
    })
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))

      sockets.forEach((socket) => socket.destroy())
      await closed
    },
    mails,
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
  }
}
