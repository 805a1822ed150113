import type { ChannelAdapter, ChannelKind, ChannelManifest } from '../domain/channelAdapter.ts'
import { findLimitBreaches } from './findLimitBreaches.ts'
import { readRendered } from './readRendered.ts'
import { renderPost } from './renderPost.ts'

const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [],
  deduplication: 'deterministic-id',
  kind: 'feed',
  label: { en: 'Feed and delivery API', zh: '订阅源与分发接口' },
  limits: {},
  mode: 'feed',
  settings: [
    {
      name: 'public',
      type: 'boolean',
      default: false,
      help: { en: 'Anybody may read the feeds without a key.', zh: '开启后，任何人无需密钥即可读取订阅源。' },
      label: { en: 'Open to everybody', zh: '公开订阅源' },
      required: false,
    },
    {
      name: 'hubUrl',
      type: 'url',
      help: {
        en: 'A WebSub hub that tells subscribers at once, such as https://pubsubhubbub.appspot.com/. Only for feeds that are open to everybody.',
        zh: '用于即时通知订阅者的 WebSub Hub，例如 https://pubsubhubbub.appspot.com/；仅对公开的订阅源有效。',
      },
      label: { en: 'WebSub hub', zh: 'WebSub Hub 地址' },
      required: false,
    },
  ],
}

/**
 * A channel that is pulled: sites, shops and mini programs fetch it from the delivery API and its feeds.
 *
 * Nothing is sent. The publication's own state is what the delivery API serves, under the publication's id.
 */
export const createFeedChannel = (): ChannelAdapter => ({
  commit: ({ publicationId }) => Promise.resolve({ remoteId: publicationId, state: 'published' }),
  manifest,
  reconcile: ({ publicationId }) => Promise.resolve({ remoteId: publicationId, state: 'published' }),
  render: ({ locale, post, variant }) => ({ ...renderPost({ locale, post, publicUrl: '', variant }) }),
  validate: ({ content: { rendered }, limits }) => findLimitBreaches({ ...readRendered(rendered), limits }),
  withdraw: () => Promise.resolve(),
})

/** The `feed` kind: settings.public (true: anybody may read its feeds) and .hubUrl (told after each change). */
export const feedKind: ChannelKind = { create: createFeedChannel, manifest }
