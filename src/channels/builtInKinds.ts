import type { ChannelKind } from '../domain/channelAdapter.ts'
import { blueskyKind } from './bluesky/createBlueskyChannel.ts'
import { discordKind } from './discord/createDiscordChannel.ts'
import { discourseKind } from './discourse/createDiscourseChannel.ts'
import { emailKind } from './email/createEmailChannel.ts'
import { feedKind } from './feed.ts'
import { mastodonKind } from './mastodon/createMastodonChannel.ts'
import { nodebbKind } from './nodebb/createNodebbChannel.ts'
import { slackKind } from './slack/createSlackChannel.ts'
import { telegramKind } from './telegram/createTelegramChannel.ts'
import { webhookKind } from './webhook.ts'
import { wechatOaKind } from './wechat-oa/createWechatOaChannel.ts'

/** The kinds of channel that Drumbeat brings along; a new one is one line here. */
export const BUILT_IN_KINDS: readonly ChannelKind[] = [
  blueskyKind,
  discordKind,
  discourseKind,
  emailKind,
  feedKind,
  mastodonKind,
  nodebbKind,
  slackKind,
  telegramKind,
  webhookKind,
  wechatOaKind,
]
