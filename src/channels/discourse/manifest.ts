import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'

/** https://docs.discourse.org/ (operations createTopicPostPM, createUpload, getTopic) */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'apiKey',
      help: {
        en: 'In the admin of the forum under API, New API key: a single user, and the scopes topics (write, read, delete), uploads and categories, or global.',
        zh: '在论坛管理后台的“API - 新建 API 密钥”中创建：选择单个用户，授予 topics（write、read、delete）、uploads、categories 权限或全局权限。',
      },
      label: { en: 'API key', zh: 'API 密钥' },
      required: true,
    },
  ],
  // `external_id` is unique: a second topic under it is refused, and the first one found by it.
  deduplication: 'deterministic-id',
  kind: 'discourse',
  label: { en: 'Discourse forum', zh: 'Discourse 论坛' },
  limits: {
    concurrency: 1,
    imageBytes: 4_000_000,
    images: 20,
    // 60 calls a minute for each key, unless the forum set another number.
    rate: { burst: 5, count: 20, seconds: 60 },
    text: { max: 32_000, unit: 'grapheme' },
    title: { max: 255, unit: 'grapheme' },
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
      name: 'apiUsername',
      help: {
        en: 'The user in whose name topics are opened; the one whom the key was made for.',
        zh: '以哪个用户的名义发帖；与创建密钥时选择的用户一致。',
      },
      label: { en: 'User', zh: '用户名' },
      required: true,
    },
    {
      name: 'categoryId',
      help: {
        en: 'The number at the end of the address of the category: 5 in /c/news/5.',
        zh: '分类网址末尾的数字，例如 /c/news/5 中的 5。',
      },
      label: { en: 'Category', zh: '分类编号' },
      pattern: String.raw`\d+`,
      required: true,
    },
    {
      name: 'requireTopicApproval',
      type: 'boolean',
      default: false,
      help: {
        en: 'On where topics of this user wait for a moderator. What waits keeps no id of ours and cannot be seen from outside: after a lost answer it is looked for, and what is not found a person decides; nothing is sent again by itself.',
        zh: '若该用户的新主题须经版主审核，请打开。待审主题不保留我们的标识，从外部也看不到：发送结果不明时先查找，找不到的由人工判断，不会自动重发。',
      },
      label: { en: 'New topics are moderated', zh: '新主题需审核' },
      required: false,
    },
    {
      name: 'sendTags',
      type: 'boolean',
      default: false,
      help: {
        en: 'Topics of the post become tags; the user must be allowed to make tags.',
        zh: '将内容的话题作为标签发送；该用户须有创建标签的权限。',
      },
      label: { en: 'Topics as tags', zh: '话题作为标签' },
      required: false,
    },
  ],
}

/** What waits for a moderator keeps no id of ours, so that a second send is not refused there. */
export const manifestFor = (isModerated: boolean): ChannelManifest =>
  isModerated ? { ...manifest, deduplication: 'reconcile-by-read' } : manifest
