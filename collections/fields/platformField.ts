import type { SelectField } from 'payload'

import type { Platform } from '../../src/domain/platforms.ts'
import { choices } from './choices.ts'

/** The platform of an account. */
export const platformField = () =>
  ({
    name: 'platform',
    type: 'select',
    index: true,
    label: { en: 'Platform', zh: '平台' },
    options: choices<Platform>({
      bilibili: { en: 'Bilibili', zh: '哔哩哔哩' },
      bluesky: { en: 'Bluesky', zh: 'Bluesky' },
      douyin: { en: 'Douyin', zh: '抖音' },
      kuaishou: { en: 'Kuaishou', zh: '快手' },
      mastodon: { en: 'Mastodon', zh: 'Mastodon' },
      other: { en: 'Other', zh: '其他' },
      taobao: { en: 'Taobao', zh: '淘宝' },
      wechat: { en: 'WeChat', zh: '微信' },
      wecom: { en: 'WeCom', zh: '企业微信' },
      weibo: { en: 'Weibo', zh: '微博' },
      xiaohongshu: { en: 'Xiaohongshu', zh: '小红书' },
    }),
    required: true,
  }) satisfies SelectField
