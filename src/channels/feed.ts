import type { ChannelAdapter, ChannelKind, ChannelManifest } from '../domain/channelAdapter.ts'
import { findLimitBreaches } from './findLimitBreaches.ts'
import { readRendered } from './readRendered.ts'
import { renderPost } from './renderPost.ts'

const manifest: ChannelManifest = {
  checkedOn: '2026-11-22',
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

/** The `feed` kind: settings.public (true: anybody may read its feeds). */
export const feedKind: ChannelKind = { create: createFeedChannel, manifest }
