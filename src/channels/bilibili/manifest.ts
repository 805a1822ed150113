import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://member.bilibili.com'
export const DEFAULT_TOKEN_URL = 'https://api.bilibili.com/x/account-oauth2/v1/refresh_token'
export const DEFAULT_PASSED_STATES = '0'
export const DEFAULT_REJECTED_STATES = '-3,-10,-11'

/** A shorter text needs so many pictures instead. */
export const MIN_TEXT = 200
export const MIN_IMAGES = 3

/**
 * open.bilibili.com/doc: articles, pictures of articles, signatures.
 *
 * How long a refresh token is good is not on its pages: its end is read where an answer names one (`refresh_expires_in`, `refresh_token_expires_in`),
 * and nobody can be told before otherwise.
 * The numbers of the states of an article are not on its pages: an account says which mean yes and no.
 */
export const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'appSecret',
      help: {
        en: 'At open.bilibili.com, your app: app_secret. The app must be granted articles (ATC_BASE).',
        zh: '哔哩哔哩开放平台（open.bilibili.com）- 应用详情中的 app_secret；应用须已获得专栏稿件权限（ATC_BASE）。',
      },
      label: { en: 'App secret', zh: '应用密钥 app_secret' },
      required: true,
    },
    {
      name: 'refreshToken',
      help: {
        en: 'Had with the access token when the account authorises your app. From then on Drumbeat renews it by itself. When the authorisation ends, the pages of Bilibili do not say; where its answer does, the connection test shows it and you are told a week before.',
        zh: '账号授权应用后，与 access_token 一同返回的 refresh_token；此后由系统自动续期。B 站文档未写明授权何时到期；如接口返回到期时间，测试连接时会显示，到期前一周会提醒。',
      },
      label: { en: 'Refresh token', zh: '刷新令牌 refresh_token' },
      required: true,
    },
  ],
  deduplication: 'none',
  kind: 'bilibili',
  label: { en: 'Bilibili article', zh: 'B 站专栏' },
  limits: {
    concurrency: 1,
    imageBytes: 2_000_000,
    rate: { burst: 5, count: 5, seconds: DAY / 1_000 },
    text: { max: 40_000, unit: 'grapheme' },
    title: { max: 40, unit: 'grapheme' },
  },
  // Review is by people.
  longestPendingMs: 3 * DAY,
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'bilibili-cover', images: 'bilibili-cover' },
  settings: [
    {
      name: 'clientId',
      help: {
        en: 'At open.bilibili.com, your app: client_id.',
        zh: '哔哩哔哩开放平台（open.bilibili.com）- 应用详情中的 client_id。',
      },
      label: { en: 'Client ID', zh: '应用 client_id' },
      required: true,
    },
    {
      name: 'category',
      help: {
        en: 'The number of a category below the first level, from the interface article/categories.',
        zh: '专栏子分类的编号，可通过“获取文章的分类列表”接口查询。',
      },
      label: { en: 'Category', zh: '专栏分类' },
      pattern: String.raw`\d+`,
      required: true,
    },
    {
      name: 'templateId',
      default: '5',
      help: {
        en: 'How the article looks in lists, by the number that the page of article/add gives.',
        zh: '文章在列表中的封面样式，取值见“文章提交”接口的 template_id。',
      },
      label: { en: 'Template', zh: '封面模板' },
      pattern: String.raw`\d+`,
      required: false,
    },
    {
      name: 'original',
      type: 'boolean',
      default: false,
      help: { en: 'Whether articles are claimed as original.', zh: '是否声明原创。' },
      label: { en: 'Original', zh: '声明原创' },
      required: false,
    },
    {
      name: 'passedStates',
      default: DEFAULT_PASSED_STATES,
      help: {
        en: 'States of an article (state of article/detail) that mean it is published, separated by commas.',
        zh: '表示已发布的文章状态值（article/detail 返回的 state），用逗号分隔。',
      },
      label: { en: 'States: published', zh: '已发布状态值' },
      pattern: String.raw`-?\d+(,-?\d+)*`,
      required: false,
    },
    {
      name: 'rejectedStates',
      default: DEFAULT_REJECTED_STATES,
      help: {
        en: 'States of an article that mean the review refused it, separated by commas; any other is still under review.',
        zh: '表示审核未通过的文章状态值，用逗号分隔；其他值视为审核中。',
      },
      label: { en: 'States: refused', zh: '未通过状态值' },
      pattern: String.raw`-?\d+(,-?\d+)*`,
      required: false,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: { en: 'Only for a proxy of your own.', zh: '仅在自建代理时修改。' },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
    {
      name: 'tokenUrl',
      type: 'url',
      default: DEFAULT_TOKEN_URL,
      help: {
        en: 'Where access tokens are renewed; only for a proxy of your own.',
        zh: '续期访问令牌的地址，仅在自建代理时修改。',
      },
      label: { en: 'Address of tokens', zh: '令牌地址' },
      required: false,
    },
  ],
}
