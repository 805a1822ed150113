import MailComposer from 'nodemailer/lib/mail-composer'

import type { ChannelAdapter, ChannelKind, ChannelOptions } from '../../domain/channelAdapter.ts'
import { findLimitBreaches, findOversize } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { renderPost } from '../renderPost.ts'
import { textOf } from '../richText/richTextNode.ts'
import { addressIn, buildMail, renderMail } from './buildMail.ts'
import { manifest } from './manifest.ts'
import { smtpSession } from './smtpSession.ts'

/**
 * Sends one mail to one mailing list: settings.from and .to, credentials.smtpUrl.
 *
 * The Message-ID follows from the publication's id, so that a mail that is sent again is the same mail to whoever keeps ids.
 */
export function createEmailChannel({ account, clock, connect, publicUrl }: ChannelOptions): ChannelAdapter {
  const url = account.credentials['smtpUrl'] ?? ''
  const [from, to] = [textOf(account.settings['from']), textOf(account.settings['to'])]
  const unsubscribeUrl = textOf(account.settings['unsubscribeUrl'])

  return {
    async checkLive({ signal }) {
      await smtpSession({ connect, mail: null, signal, url })

      return { accountName: from, findings: [] }
    },
    async commit({ content: { rendered }, publicationId, signal }) {
      const mail = buildMail({ at: clock(), from, publicationId, rendered, to, unsubscribeUrl })
      const message = await new MailComposer(mail).compile().build()

      await smtpSession({ connect, mail: { envelope: { from: addressIn(from), to }, message }, signal, url })

      return { remoteId: mail.messageId, state: 'published' }
    },
    manifest,
    render: ({ locale, post, variant }) => renderMail(renderPost({ locale, post, publicUrl, variant }), unsubscribeUrl),
    validate: ({ content, limits }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits }),
      ...findOversize(textOf(content.rendered['html']), limits),
    ],
  }
}

/** The `email` kind; a rehearsal goes to the general sandbox, because a list has no page to stand in for. */
export const emailKind: ChannelKind = { create: createEmailChannel, manifest }
