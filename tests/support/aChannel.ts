import { ObjectId } from 'mongodb'

import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import type { ChannelAccount, ChannelAdapter, ChannelManifest } from '../../src/domain/channelAdapter.ts'

export interface AChannel extends OpenChannel {
  id: ObjectId
}

/** A channel that takes everything, unless told otherwise. */
export function aChannel(
  adapter: Partial<ChannelAdapter> = {},
  { account = {}, manifest = {} }: { account?: Partial<ChannelAccount>; manifest?: Partial<ChannelManifest> } = {},
): AChannel {
  const id = new ObjectId()

  return {
    account: {
      credentials: {},
      id: id.toHexString(),
      kind: 'test',
      limits: {},
      mode: 'live',
      name: 'Test',
      settings: {},
      slug: 'test',
      timeZone: 'Asia/Shanghai',
      ...account,
    },
    adapter: {
      commit: ({ publicationId }) => Promise.resolve({ remoteId: publicationId, state: 'published' }),
      manifest: {
        checkedOn: '2026-11-22',
        credentials: [],
        deduplication: 'native-key',
        kind: 'test',
        label: { en: 'Test', zh: '测试' },
        limits: {},
        mode: 'api',
        settings: [],
        ...manifest,
      },
      render: () => ({}),
      validate: () => [],
      ...adapter,
    },
    id,
  }
}
