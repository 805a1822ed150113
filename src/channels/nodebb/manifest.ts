import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'

/** https://docs.nodebb.org/api/write/ and https://docs.nodebb.org/api/read/ */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'token',
      help: {
        en: 'In the admin of the forum under Settings, API Access: a token for the user in whose name topics are opened.',
        zh: '在论坛管理后台的“设置 - API 访问”中，为发帖用户创建令牌。',
      },
      label: { en: 'API token', zh: 'API 令牌' },
      required: true,
    },
  ],
  // It takes no key of ours, but what was posted can be read.
  deduplication: 'reconcile-by-read',
  kind: 'nodebb',
  label: { en: 'NodeBB forum', zh: 'NodeBB 论坛' },
  limits: {
    concurrency: 1,
    images: 20,
    // The forum's own pause between two posts of one user: 10 seconds unless it set another.
    rate: { count: 1, seconds: 10 },
    text: { max: 32_767, unit: 'utf16' },
    title: { max: 255, unit: 'utf16' },
    topics: 5,
    videos: 0,
  },
  // A queue may wait over a weekend.
  longestPendingMs: 3 * DAY,
  mode: 'api',
  presets: { cover: 'forum', images: 'forum' },
  settings: [
    {
      name: 'baseUrl',
      type: 'url',
      help: { en: 'Where the forum is, such as https://forum.example.', zh: '论坛网址，例如 https://forum.example。' },
      label: { en: 'Address of the forum', zh: '论坛地址' },
      required: true,
    },
    {
      name: 'categoryId',
      help: {
        en: 'The number in the address of the category: 5 in /category/5/news.',
        zh: '版块网址中的数字，例如 /category/5/news 中的 5。',
      },
      label: { en: 'Category', zh: '版块编号' },
      pattern: String.raw`\d+`,
      required: true,
    },
    {
      name: 'postQueue',
      type: 'boolean',
      default: false,
      help: {
        en: 'On where the post queue of the forum holds topics of this user until a moderator lets them through. What waits there cannot be seen from outside: after a lost answer a person decides, and nothing is sent again by itself.',
        zh: '若论坛的帖子审核队列会拦下该用户的新主题，请打开。队列中的主题从外部看不到：发送结果不明时由人工判断，不会自动重发。',
      },
      label: { en: 'New topics are moderated', zh: '新主题需审核' },
      required: false,
    },
  ],
}
