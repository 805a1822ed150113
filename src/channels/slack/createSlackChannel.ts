import type { ChannelAdapter, ChannelKind, ChannelOptions, CheckAccount } from '../../domain/channelAdapter.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { baseAddress } from '../api/baseAddress.ts'
import { badAnswer, createApi } from '../api/createApi.ts'
import { unlessGone } from '../api/unlessGone.ts'
import { composeText } from '../composeText.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { probeAccount } from '../probeAccount.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, isShown } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { textOf } from '../richText/richTextNode.ts'
import { errors, isGone, readFailure } from './errors.ts'
import { DEFAULT_BASE_URL, manifest, probe } from './manifest.ts'
import { blocksOf, escapeSlack, escapeText, mentionOnSlack } from './renderSlack.ts'

/**
 * Posts to one Slack channel: by a bot (credentials.botToken, settings.channel) or by an incoming webhook (credentials.url).
 *
 * Slack documents no key of ours on either way, so an unknown outcome is a person's to settle. Only a bot can take a
 * message back.
 */
export function createSlackChannel({ account, clock, fetch, publicUrl }: ChannelOptions): ChannelAdapter {
  const { botToken = '', url: webhook = '' } = account.credentials
  const channel = textOf(account.settings['channel'])
  const base = baseAddress(account.settings['baseUrl'], DEFAULT_BASE_URL)
  const headers = { authorization: `Bearer ${botToken}` }
  const api = createApi({ clock, errors, fetch, name: 'Slack', readFailure, secrets: [botToken, webhook] })

  const byWebhook: Pick<ChannelAdapter, 'checkLive' | 'commit' | 'isCheckedByMessage'> = {
    checkLive: ({ signal }) =>
      probeAccount({
        ask: () => api({ expects: 'none', json: { text: '' }, signal, url: webhook }),
        channel: 'Slack',
        probe,
      }),
    async commit({ content: { rendered }, publicationId, signal }) {
      await api({ expects: 'none', json: messageOf(rendered), signal, url: webhook })

      return { remoteId: publicationId, state: 'published' }
    },
    isCheckedByMessage: true,
  }

  const byBot: Pick<ChannelAdapter, 'checkLive' | 'commit' | 'withdraw'> = {
    async checkLive({ signal }) {
      const { body, headers: answered } = await api({ headers, method: 'POST', signal, url: `${base}/auth.test` })
      const scopes = answered.get('x-oauth-scopes')
      const isMissing = scopes !== null && !scopes.split(/,\s*/).includes('chat:write')
      const missing = reason('PERMISSION_MISSING', { values: { channel: 'Slack', permission: 'chat:write' } })

      return {
        accountName: [textOf(body['team']), textOf(body['user'])].join(' / '),
        findings: isMissing ? [{ ...missing, severity: 'error' as const }] : [],
      }
    },
    async commit({ content: { rendered }, signal }) {
      const { body } = await api({
        headers,
        json: { channel, ...messageOf(rendered) },
        signal,
        url: `${base}/chat.postMessage`,
      })
      const [ts, where] = [textOf(body['ts']), textOf(body['channel'])]

      if (ts === '') {
        throw badAnswer('Slack')
      }

      return { remoteId: `${where || channel}/${ts}`, state: 'published' }
    },
    async withdraw({ receipt, signal }) {
      const [where, ts] = receipt.remoteId.split('/')

      await unlessGone(isGone, api({ headers, json: { channel: where, ts }, signal, url: `${base}/chat.delete` }))
    },
  }

  return {
    ...(botToken === '' ? byWebhook : byBot),
    manifest,
    render({ locale, post, variant }) {
      const { media, ...rendered } = renderPost({ locale, mention: mentionOnSlack, post, publicUrl, variant })
      const title = escapeSlack(rendered.title.replace(/\s+/g, ' ').trim())
      const text = composeText({
        text: escapeText(rendered.text),
        title: title === '' ? '' : `*${title}*`,
        topics: rendered.topics,
      })
      const images = media.filter(isImage)

      return { ...(images.length > 0 && { blocks: blocksOf(text, images) }), media: media.filter(isShown), text }
    },
    validate: ({ content, limits }) => findLimitBreaches({ ...readRendered(content.rendered), limits }),
  }
}

/** A webhook, or a bot and where it posts. */
const checkAccount: CheckAccount = ({ credentials, settings }) => {
  const isBot = (credentials['botToken'] ?? '') !== ''
  const path = isBot ? 'settings.channel' : 'credentials.url'
  const isThere = isBot ? textOf(settings['channel']) !== '' : (credentials['url'] ?? '') !== ''

  return isThere ? [] : [reason('FIELD_MISSING', { path, values: { field: path } })]
}

/** The `slack` kind. */
export const slackKind: ChannelKind = {
  checkAccount,
  create: createSlackChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { botToken: token },
    settings: { baseUrl: `${url}/api`, channel: textOf(settings['channel']) || 'C0000000000' },
  }),
}

const messageOf = ({ blocks, text }: Record<string, unknown>) => ({
  ...(blocks !== undefined && { blocks }),
  text,
  unfurl_links: true,
})
