import type { StandIn } from '../standIn.ts'
import { bluesky } from './bluesky.ts'
import { discord } from './discord.ts'
import { discourse } from './discourse.ts'
import { mastodon } from './mastodon.ts'
import { nodebb } from './nodebb.ts'
import { slack } from './slack.ts'
import { telegram } from './telegram.ts'
import { wechatOa } from './wechat-oa.ts'

/** The stand-in platforms that Drumbeat brings along; a new one is one line here. */
export const STAND_INS: readonly StandIn[] = [bluesky, discord, discourse, mastodon, nodebb, slack, telegram, wechatOa]
