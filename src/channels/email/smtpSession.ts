import { Readable } from 'node:stream'
import type { Socket } from 'node:net'

import SMTPConnection from 'nodemailer/lib/smtp-connection'

import type { OpenSocket } from '../../domain/channelAdapter.ts'
import { SECOND } from '../../domain/duration.ts'
import { mayLeave } from '../leaving.ts'
import { spokenError } from '../spokenError.ts'
import { NAME, smtpErrorOf } from './smtpErrors.ts'

const SILENCE_MS = 30 * SECOND

export interface SmtpSessionArgs {
  connect: OpenSocket
  /** Null only signs in and leaves. */
  mail: { envelope: { from: string; to: string | readonly string[] }; message: Buffer } | null
  signal: AbortSignal
  url: string
}

/**
 * One session with a mail server: connect by the outbound policy, encrypt, sign in, hand over the mail.
 *
 * A password goes only over TLS, unless the address says `?ignoreTLS=true`. What ended before the first byte of the message
 * was written was not sent; after it, only an answer tells.
 */
export async function smtpSession({ connect, mail, signal, url }: SmtpSessionArgs): Promise<void> {
  const server = readServer(url)
  let hasLeft = false
  let connection: SMTPConnection | undefined
  const message = mail === null ? null : lazily(mail.message, signal, () => (hasLeft = true))
  const close = (): void => connection?.close()

  if (signal.aborted) {
    throw spokenError({ channelCode: 'ABORTED', errorClass: 'retry', says: 'CALLED_OFF', values: { channel: NAME } })
  }

  try {
    const socket = await connect({ hostname: server.hostname, port: server.port })

    connection = new SMTPConnection({
      // Made by `createGuardedSockets`.
      connection: socket as Socket,
      greetingTimeout: SILENCE_MS,
      host: server.hostname,
      port: server.port,
      secure: server.isSecure,
      socketTimeout: SILENCE_MS,
      ...(server.isPlain ? { ignoreTLS: true } : { requireTLS: !server.isSecure && server.credentials !== null }),
    })

    const open = connection

    signal.addEventListener('abort', close, { once: true })
    await untilSettled(open, (done) => open.connect(done))

    const { credentials } = server

    if (credentials !== null) {
      await untilSettled(open, (done) => open.login(credentials, done))
    }

    if (mail !== null && message !== null) {
      await untilSettled(open, (done) =>
        open.send({ from: mail.envelope.from, to: [mail.envelope.to].flat() }, message, (error) => done(error)),
      )
    }

    open.quit()
  } catch (error) {
    close()
    throw smtpErrorOf({ error, hasLeft, secrets: server.secrets })
  } finally {
    signal.removeEventListener('abort', close)
  }
}

/** Fails also when the connection ends while a step waits. */
const untilSettled = (
  connection: SMTPConnection,
  step: (done: (error?: Error | null) => void) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (error?: Error): void => reject(error ?? new Error('the connection ended'))

    connection.once('error', fail)
    connection.once('end', fail)
    step((error) => {
      connection.removeListener('error', fail)
      connection.removeListener('end', fail)
      // Late errors of a connection that is done with are nobody's.
      connection.on('error', () => undefined)

      if (error) {
        reject(error)
      } else {
        resolve()
      }
    })
  })

/** Is read only when the server said "go on" to DATA; a holder who lost the lease in between writes nothing. */
function lazily(message: Buffer, signal: AbortSignal, leaving: () => void): Readable {
  let isRead = false

  return new Readable({
    read() {
      if (!isRead && !mayLeave(signal)) {
        this.destroy(new Error('called off before anything was sent'))
        return
      }

      if (!isRead) {
        isRead = true
        leaving()
        this.push(message)
      }

      this.push(null)
    },
  })
}

function readServer(text: string) {
  const url = URL.canParse(text) ? new URL(text) : null

  if (url === null || url.hostname === '' || !/^smtps?:$/.test(url.protocol)) {
    throw spokenError({ channelCode: 'BAD_SMTP_URL', errorClass: 'reauth-user', says: 'BAD_SMTP_URL' })
  }

  const isSecure = url.protocol === 'smtps:'
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]

  return {
    credentials: user === '' ? null : { pass, user },
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    isPlain: url.searchParams.get('ignoreTLS') === 'true',
    isSecure,
    port: Number(url.port || (isSecure ? 465 : 587)),
    secrets: [pass, url.password].filter((secret) => secret !== ''),
  }
}
