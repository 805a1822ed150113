import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { MIB } from '../../domain/duration.ts'
import { textOf } from '../richText/richTextNode.ts'

export const DEFAULT_BASE_URL = 'https://api.weixin.qq.com'
export const DEFAULT_LINK_HOSTS = 'mp.weixin.qq.com'

/** How an account sends: 发布 (no notice to followers, no quota) or 群发 (a notice to followers). */
export type SendMode = 'mass' | 'publish'
export type ArticleType = 'news' | 'newspic'

export const sendModeOf = (settings: Readonly<Record<string, unknown>>): SendMode =>
  textOf(settings['sendMode']) === 'mass' ? 'mass' : 'publish'

export const articleTypeOf = (settings: Readonly<Record<string, unknown>>): ArticleType =>
  textOf(settings['articleType']) === 'newspic' ? 'newspic' : 'news'

/**
 * developers.weixin.qq.com/doc/service/api: draft/add, freepublish/submit, message/mass/sendall.
 *
 * The page of draft/add names two limits of the content that contradict each other (1 MB and 2 kB); the larger is what
 * articles in practice have.
 */
export const manifest: ChannelManifest = {
  capabilities: {
    freepublish: {
      checkedOn: '2026-11-26',
      isGranted: true,
      label: { en: 'Publishing by API', zh: '接口发布能力' },
      note: {
        en: 'Taken away in July 2025 from personal accounts and from companies that are not verified. Verify the account, or switch this off.',
        zh: '2025 年 7 月起，个人主体、未认证企业及不支持认证的账号被收回此权限；请先完成认证，或将其关闭。',
      },
    },
  },
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'appSecret',
      help: {
        en: 'At developers.weixin.qq.com/platform, your account, basic settings: it is shown once, when it is set. Add the IP address of this server to the list there.',
        zh: '微信开发者平台（developers.weixin.qq.com/platform）- 我的业务 - 公众号 - 基础信息，重置时仅显示一次；同页把本服务器 IP 加入 API IP 白名单。',
      },
      label: { en: 'AppSecret', zh: '开发者密钥 AppSecret' },
      required: true,
    },
    {
      name: 'token',
      help: {
        en: 'As typed in under message push of the same page, with the address /hooks/v1/channels/ and the name of this channel. Without it results are asked for every half minute.',
        zh: '同页“消息推送”中自行填写的令牌，推送地址填本站 /hooks/v1/channels/ 加渠道标识。不填则每半分钟查询一次发布结果。',
      },
      label: { en: 'Token of message push', zh: '消息推送令牌 Token' },
      required: false,
    },
    {
      name: 'encodingAesKey',
      help: {
        en: 'From the same page, 43 characters; once given, only encrypted messages are taken.',
        zh: '同页的消息加解密密钥，43 位；填写后只接受安全模式（加密）的推送。',
      },
      label: { en: 'EncodingAESKey', zh: '消息加解密密钥 EncodingAESKey' },
      pattern: '[A-Za-z0-9]{43}',
      required: false,
    },
  ],
  // Whoever sends by mass has a key; see manifestFor.
  deduplication: 'reconcile-by-read',
  kind: 'wechat-oa',
  label: { en: 'WeChat Official Account', zh: '微信公众号' },
  limits: {
    bodyBytes: MIB - 1,
    concurrency: 1,
    excerpt: { max: 128, unit: 'grapheme' },
    imageBytes: MIB - 1,
    images: 20,
    // Tags and attributes count too.
    text: { max: 19_999, unit: 'utf16' },
    title: { max: 32, unit: 'grapheme' },
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'wechat-cover', images: 'wechat-body' },
  settings: [
    {
      name: 'appId',
      help: {
        en: 'At developers.weixin.qq.com/platform, your account, basic settings; begins with wx.',
        zh: '微信开发者平台 - 我的业务 - 公众号 - 基础信息中的 AppID，以 wx 开头。',
      },
      label: { en: 'AppID', zh: '开发者 ID（AppID）' },
      required: true,
    },
    {
      name: 'sendMode',
      type: 'select',
      default: 'publish',
      help: {
        en: 'Publish: no notice to followers, no quota. Mass send: a notice to followers; one a day, or four a month for service accounts.',
        zh: '发布：不通知粉丝，不占群发次数。群发：通知粉丝；公众号每天 1 次，服务号每月 4 次。',
      },
      label: { en: 'Way of sending', zh: '发送方式' },
      options: [
        { label: { en: 'Publish', zh: '发布' }, value: 'publish' },
        { label: { en: 'Mass send', zh: '群发' }, value: 'mass' },
      ],
      required: false,
    },
    {
      name: 'tagId',
      help: {
        en: 'Mass sends reach only followers with this tag: its number in the list of tags (tags/get). Empty: all.',
        zh: '群发只发给该标签的粉丝：填用户标签的编号（tags/get 返回的 id）；留空则发给全部粉丝。',
      },
      label: { en: 'Tag of followers', zh: '粉丝标签' },
      pattern: String.raw`\d+`,
      required: false,
    },
    {
      name: 'articleType',
      type: 'select',
      default: 'news',
      help: {
        en: 'Article: a cover and formatted text. Picture message: up to 20 pictures and plain text.',
        zh: '图文：封面加排版正文。图片消息（小绿书）：最多 20 张图加纯文字。',
      },
      label: { en: 'Form', zh: '文章类型' },
      options: [
        { label: { en: 'Article', zh: '图文消息' }, value: 'news' },
        { label: { en: 'Picture message', zh: '图片消息' }, value: 'newspic' },
      ],
      required: false,
    },
    {
      name: 'author',
      help: { en: 'Shown under the title; at most 16 characters.', zh: '显示在标题下方，最多 16 个字。' },
      label: { en: 'Author', zh: '作者' },
      pattern: '.{0,16}',
      required: false,
    },
    {
      name: 'needOpenComment',
      type: 'boolean',
      default: false,
      help: { en: 'Whether readers may comment.', zh: '文章是否打开留言。' },
      label: { en: 'Comments', zh: '开启留言' },
      required: false,
    },
    {
      name: 'linkHosts',
      default: DEFAULT_LINK_HOSTS,
      help: {
        en: 'Hosts to which links in the text may lead, separated by commas. Others keep their words only, and the first becomes "Read more".',
        zh: '正文链接允许的域名，用逗号分隔。其他链接只保留文字，其中第一个放到“阅读原文”。',
      },
      label: { en: 'Allowed link hosts', zh: '允许的链接域名' },
      required: false,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: {
        en: 'Only for a proxy of your own, or a nearer entrance such as https://sh.api.weixin.qq.com.',
        zh: '仅在自建代理或就近接入（如 https://sh.api.weixin.qq.com）时修改。',
      },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
  ],
}

/** A mass send knows our key for a day; a publication can only be looked for. */
export const manifestFor = (settings: Readonly<Record<string, unknown>>): ChannelManifest => ({
  ...manifest,
  deduplication: sendModeOf(settings) === 'mass' ? 'native-key' : 'reconcile-by-read',
  ...(articleTypeOf(settings) === 'newspic' && {
    presets: { cover: 'wechat-newspic', images: 'wechat-newspic' },
  }),
})
