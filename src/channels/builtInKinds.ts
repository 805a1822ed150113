import type { ChannelKind } from '../domain/channelAdapter.ts'
import { blueskyKind } from './bluesky/createBlueskyChannel.ts'
import { discourseKind } from './discourse/createDiscourseChannel.ts'
import { feedKind } from './feed.ts'
import { mastodonKind } from './mastodon/createMastodonChannel.ts'
import { nodebbKind } from './nodebb/createNodebbChannel.ts'
import { telegramKind } from './telegram/createTelegramChannel.ts'
import { webhookKind } from './webhook.ts'

/** The kinds of channel that Drumbeat brings along; a new one is one line here. */
export const BUILT_IN_KINDS: readonly ChannelKind[] = [
  blueskyKind,
  discourseKind,
  feedKind,
  mastodonKind,
  nodebbKind,
  telegramKind,
  webhookKind,
]
