import type { Socket } from 'node:net'

import MailComposer from 'nodemailer/lib/mail-composer'

import { smtpSession } from '../../src/channels/email/smtpSession.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { AlarmTarget } from './findTargets.ts'

export type ConnectMail = (server: { hostname: string; port: number }) => Promise<Socket>

interface SendMailArgs {
  connectMail: ConnectMail
  target: Pick<AlarmTarget, 'smtpFrom' | 'to'> & { url: string }
  text: string
}

const TIMEOUT_MS = 20 * SECOND

/**
 * Sends one plain mail by the server that `url` names (`smtp://` or `smtps://`), as the e-mail channel does: a password goes only over TLS.
 *
 * Throws a `ChannelError`; its class is `unknown-outcome` where the server may have taken the mail and did not say so.
 */
export async function sendMail({ connectMail, target: { smtpFrom, to, url }, text }: SendMailArgs): Promise<void> {
  if (to === null || to === '' || smtpFrom === null || smtpFrom === '') {
    throw new Error('it names no recipient, or the alarms no sender')
  }

  const mail = new MailComposer({ from: smtpFrom, subject: text.slice(0, 120), text, to }).compile()
  const { from, to: recipients } = mail.getEnvelope()

  await smtpSession({
    connect: connectMail,
    mail: { envelope: { from: from || smtpFrom, to: recipients }, message: await mail.build() },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    url,
  })
}
