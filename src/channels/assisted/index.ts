import type { ChannelKind } from '../../domain/channelAdapter.ts'
import { douyinKind } from './douyin.ts'
import { wechatChannelsKind } from './wechatChannels.ts'
import { wechatGroupKind } from './wechatGroup.ts'
import { wechatMomentsKind } from './wechatMoments.ts'
import { xiaohongshuKind } from './xiaohongshu.ts'

/** Platforms on which a person publishes by hand. */
export const ASSISTED_KINDS: readonly ChannelKind[] = [
  douyinKind,
  wechatChannelsKind,
  wechatGroupKind,
  wechatMomentsKind,
  xiaohongshuKind,
]
