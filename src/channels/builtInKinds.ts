import type { ChannelKind } from '../domain/channelAdapter.ts'
import { bilibiliKind } from './bilibili/createBilibiliChannel.ts'
import { blueskyKind } from './bluesky/createBlueskyChannel.ts'
import { dingtalkRobotKind } from './dingtalk-robot/createDingtalkRobotChannel.ts'
import { discordKind } from './discord/createDiscordChannel.ts'
import { discourseKind } from './discourse/createDiscourseChannel.ts'
import { douyinApiKind } from './douyin-api/createDouyinApiChannel.ts'
import { emailKind } from './email/createEmailChannel.ts'
import { feedKind } from './feed.ts'
import { feishuRobotKind } from './feishu-robot/createFeishuRobotChannel.ts'
import { kuaishouKind } from './kuaishou/createKuaishouChannel.ts'
import { mastodonKind } from './mastodon/createMastodonChannel.ts'
import { nodebbKind } from './nodebb/createNodebbChannel.ts'
import { qqBotKind } from './qq-bot/createQqBotChannel.ts'
import { slackKind } from './slack/createSlackChannel.ts'
import { telegramKind } from './telegram/createTelegramChannel.ts'
import { webhookKind } from './webhook.ts'
import { wechatOaKind } from './wechat-oa/createWechatOaChannel.ts'
import { wecomGroupsKind } from './wecom-groups/createWecomGroupsChannel.ts'
import { wecomRobotKind } from './wecom-robot/createWecomRobotChannel.ts'
import { weiboKind } from './weibo/createWeiboChannel.ts'

/** The kinds of channel that Drumbeat brings along; a new one is one line here. */
export const BUILT_IN_KINDS: readonly ChannelKind[] = [
  bilibiliKind,
  blueskyKind,
  dingtalkRobotKind,
  discordKind,
  discourseKind,
  douyinApiKind,
  emailKind,
  feedKind,
  feishuRobotKind,
  kuaishouKind,
  mastodonKind,
  nodebbKind,
  qqBotKind,
  slackKind,
  telegramKind,
  webhookKind,
  wechatOaKind,
  wecomGroupsKind,
  wecomRobotKind,
  weiboKind,
]
