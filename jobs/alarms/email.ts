import type { Socket } from 'node:net'

import { createTransport } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'

import type { AlarmTarget } from './findTargets.ts'

export type ConnectMail = (server: { hostname: string; port: number }) => Promise<Socket>

interface SendMailArgs {
  connectMail: ConnectMail
  target: Pick<AlarmTarget, 'smtpFrom' | 'to'> & { url: string }
  text: string
}

/** Sends one plain mail by the server that `url` names (`smtp://` or `smtps://`). */
export async function sendMail({ connectMail, target: { smtpFrom, to, url }, text }: SendMailArgs): Promise<void> {
  if (to === null || to === '' || smtpFrom === null || smtpFrom === '') {
    throw new Error('it names no recipient, or the alarms no sender')
  }

  const server = new URL(url)
  const isSecure = server.protocol === 'smtps:'
  const port = Number(server.port || (isSecure ? 465 : 587))
  const options: SMTPTransport.Options & { getSocket: unknown } = {
    // Payload's and our own outgoing calls go through one policy; so does the mail.
    getSocket: (_options: unknown, callback: (error: Error | null, found?: { connection: Socket }) => void) => {
      connectMail({ hostname: server.hostname, port }).then(
        (connection) => callback(null, { connection }),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
    },
    host: server.hostname,
    port,
    secure: isSecure,
    ...(server.username === ''
      ? {}
      : { auth: { pass: decodeURIComponent(server.password), user: decodeURIComponent(server.username) } }),
  }
  const transport = createTransport(options as SMTPTransport.Options)

  try {
    await transport.sendMail({ from: smtpFrom, subject: text.slice(0, 120), text, to })
  } finally {
    transport.close()
  }
}
