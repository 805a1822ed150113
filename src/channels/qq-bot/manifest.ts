import type { ChannelManifest } from '../../domain/channelAdapter.ts'
import { DAY, SECOND } from '../../domain/duration.ts'

export const DEFAULT_BASE_URL = 'https://api.sgroup.qq.com'
export const DEFAULT_TOKEN_URL = 'https://bots.qq.com/app/getAppAccessToken'

/** What a group takes from a bot that nobody has asked, in a month. */
const PUSHES = 4
const MONTH_SECONDS = (30 * DAY) / SECOND

/**
 * bot.q.qq.com/wiki/develop/api-v2: getAppAccessToken, group messages, rich media.
 *
 * The quota of active messages was 4 a month, then none, then opened again for groups whose owner allows it: an account overrides it. The
 * longest text is not documented.
 */
export const manifest: ChannelManifest = {
  capabilities: {
    activePush: {
      checkedOn: '2026-11-26',
      isGranted: false,
      label: { en: 'Messages that nobody asked for', zh: '主动消息' },
      note: {
        en: 'Off unless you have it: QQ took active messages to groups away in 2025 and gives them back only where the owner of the group allows the bot to send them. Switch it on for this account once that is so.',
        zh: '默认关闭：2025 年起 QQ 取消了群主动消息，目前仅在群主允许机器人主动发言时恢复。确认群主已允许后，再为该账号开启。',
      },
    },
  },
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'clientSecret',
      help: {
        en: 'At q.qq.com, your bot, development settings: AppSecret. It is shown once. Add the IP address of this server to the list there.',
        zh: 'QQ 开放平台（q.qq.com）- 机器人 - 开发设置中的 AppSecret，仅显示一次；同页把本服务器 IP 加入 IP 白名单。',
      },
      label: { en: 'AppSecret', zh: '机器人密钥 AppSecret' },
      required: true,
    },
  ],
  // A key (msg_seq) is known only for answers to a member's message: what is unclear only a person can see.
  deduplication: 'none',
  kind: 'qq-bot',
  label: { en: 'QQ group (bot)', zh: 'QQ 群机器人' },
  limits: {
    concurrency: 1,
    imageBytes: 2_000_000,
    images: 1,
    rate: { burst: PUSHES, count: PUSHES, seconds: MONTH_SECONDS },
    text: { max: 2_000, unit: 'utf16' },
  },
  mode: 'api',
  pictures: 'bytes',
  presets: { cover: 'qq-image', images: 'qq-image' },
  settings: [
    {
      name: 'appId',
      help: {
        en: 'At q.qq.com, your bot, development settings: AppID.',
        zh: 'QQ 开放平台（q.qq.com）- 机器人 - 开发设置中的 AppID。',
      },
      label: { en: 'AppID', zh: '机器人 AppID' },
      pattern: String.raw`\d+`,
      required: true,
    },
    {
      name: 'groupOpenid',
      help: {
        en: 'group_openid of the group: the bot gets it with the event of being added, and with each message that mentions it. It is not the number of the group.',
        zh: '群的 group_openid：机器人入群事件或群内被 @ 的消息事件里带有此值，不是群号。',
      },
      label: { en: 'Group', zh: '群 group_openid' },
      pattern: String.raw`[\w-]+`,
      required: true,
    },
    {
      name: 'baseUrl',
      type: 'url',
      default: DEFAULT_BASE_URL,
      help: {
        en: 'Change it only for a proxy of your own, or for the sandbox of QQ: https://sandbox.api.sgroup.qq.com.',
        zh: '仅在自建代理或使用 QQ 沙箱环境（https://sandbox.api.sgroup.qq.com）时修改。',
      },
      label: { en: 'Base address', zh: '接口地址' },
      required: false,
    },
    {
      name: 'tokenUrl',
      type: 'url',
      default: DEFAULT_TOKEN_URL,
      help: {
        en: 'Where access tokens are had; only for a proxy of your own.',
        zh: '获取访问令牌的地址，仅在自建代理时修改。',
      },
      label: { en: 'Address of tokens', zh: '令牌地址' },
      required: false,
    },
  ],
}
