import type { StandIn } from '../standIn.ts'
import { bilibili } from './bilibili.ts'
import { bluesky } from './bluesky.ts'
import { dingtalkRobot } from './dingtalk-robot.ts'
import { discord } from './discord.ts'
import { discourse } from './discourse.ts'
import { douyinApi } from './douyin-api.ts'
import { feishuRobot } from './feishu-robot.ts'
import { kuaishou } from './kuaishou.ts'
import { mastodon } from './mastodon.ts'
import { nodebb } from './nodebb.ts'
import { qqBot } from './qq-bot.ts'
import { slack } from './slack.ts'
import { telegram } from './telegram.ts'
import { wechatOa } from './wechat-oa.ts'
import { wecomGroups } from './wecom-groups.ts'
import { wecomRobot } from './wecom-robot.ts'
import { weibo } from './weibo.ts'

/** The stand-in platforms that Drumbeat brings along; a new one is one line here. */
export const STAND_INS: readonly StandIn[] = [
  bilibili,
  bluesky,
  dingtalkRobot,
  discord,
  discourse,
  douyinApi,
  feishuRobot,
  kuaishou,
  mastodon,
  nodebb,
  qqBot,
  slack,
  telegram,
  wechatOa,
  wecomGroups,
  wecomRobot,
  weibo,
]
