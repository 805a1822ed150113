import { Socket } from 'node:net'

/** What a child tells the supervisor over its lifeline. */
export interface ReadyMessage {
  port?: number
}

export interface Lifeline {
  /** Called once when the parent is gone. */
  onParentGone(stop: () => void): void
  tellReady(message: ReadyMessage): void
}

/**
 * The socket pair between the supervisor and a child: the child hears its end when the parent is gone, even by kill -9.
 *
 * A socket as for mongod, and not Node's IPC channel, so that any program can be the parent.
 * Without `fd` (started by hand) nothing is told and nothing heard.
 */
export function openLifeline(fd: number | undefined): Lifeline {
  if (fd === undefined) {
    return { onParentGone: () => undefined, tellReady: () => undefined }
  }

  const socket = new Socket({ fd, readable: true, writable: true })

  socket.on('error', () => undefined)
  socket.resume()
  socket.unref()

  return {
    onParentGone: (stop) => socket.once('close', stop),
    tellReady: (message) => socket.write(`${JSON.stringify(message)}\n`),
  }
}
