/** Platforms on which partners and members have accounts. */
export const PLATFORMS = [
  'xiaohongshu',
  'douyin',
  'wechat',
  'wecom',
  'weibo',
  'bilibili',
  'kuaishou',
  'taobao',
  'mastodon',
  'bluesky',
  'other',
] as const

export type Platform = (typeof PLATFORMS)[number]
