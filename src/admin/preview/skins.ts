/** How a platform lays a post out. */
export type Look = 'article' | 'chat' | 'feed' | 'film' | 'mail' | 'note' | 'plain' | 'thread' | 'topic'

/** Which signs in a text the platform turns into bold words and links. */
export type Dialect = 'markdown' | 'plain' | 'slack'

/** A platform's screen as data: an original look-alike in its colours, without its marks. */
export interface Skin {
  dialect: Dialect
  look: Look
  /** Colours of the screen; dark platforms stay dark whatever the admin's theme. */
  paint: Paint
  /** Own messages stand at the right; only for chats. */
  side?: 'left' | 'right'
}

export interface Paint {
  /** Behind white letters. */
  accent: string
  /** Behind a message, a card or a sheet. */
  card: string
  ink: string
  link: string
  muted: string
  screen: string
}

const PAPER: Paint = {
  accent: '#c8391f',
  card: '#ffffff',
  ink: '#1a1a1a',
  link: '#13549c',
  muted: '#5f6368',
  screen: '#ffffff',
}

const GREEN_CHAT: Paint = {
  ...PAPER,
  accent: '#07793b',
  card: '#95ec69',
  link: '#0b3d91',
  muted: '#54565a',
  screen: '#ededed',
}

const WORK_CHAT: Paint = { ...PAPER, accent: '#1459d1', screen: '#eef1f5' }

const NIGHT: Paint = {
  accent: '#c2304a',
  card: '#161823',
  ink: '#ffffff',
  link: '#ffe08a',
  muted: '#d0d3da',
  screen: '#0b0c12',
}

/** Screens by kind of channel. */
const SKINS: Readonly<Record<string, Skin>> = {
  bilibili: { dialect: 'plain', look: 'article', paint: { ...PAPER, accent: '#b5386b', link: '#0069a8' } },
  bluesky: { dialect: 'plain', look: 'thread', paint: { ...PAPER, accent: '#0b5fd0', link: '#0b5fd0' } },
  'dingtalk-robot': { dialect: 'markdown', look: 'chat', paint: { ...WORK_CHAT, screen: '#f2f4f7' } },
  discord: {
    dialect: 'markdown',
    look: 'chat',
    paint: {
      accent: '#5865f2',
      card: 'transparent',
      ink: '#e3e5e8',
      link: '#6cc0ff',
      muted: '#b5bac1',
      screen: '#2b2d31',
    },
  },
  discourse: { dialect: 'markdown', look: 'topic', paint: { ...PAPER, accent: '#1c6b45' } },
  douyin: { dialect: 'plain', look: 'film', paint: NIGHT },
  'douyin-api': { dialect: 'plain', look: 'film', paint: NIGHT },
  email: { dialect: 'plain', look: 'mail', paint: PAPER },
  'feishu-robot': { dialect: 'markdown', look: 'chat', paint: { ...WORK_CHAT, accent: '#2456c9' } },
  feed: { dialect: 'plain', look: 'article', paint: PAPER },
  kuaishou: { dialect: 'plain', look: 'film', paint: { ...NIGHT, accent: '#b3541e' } },
  mastodon: { dialect: 'plain', look: 'thread', paint: { ...PAPER, accent: '#5146d8', link: '#4a3fd0' } },
  nodebb: { dialect: 'markdown', look: 'topic', paint: { ...PAPER, accent: '#1f5fae' } },
  'qq-bot': { dialect: 'plain', look: 'chat', paint: { ...WORK_CHAT, accent: '#0a63b8' } },
  slack: {
    dialect: 'slack',
    look: 'chat',
    paint: { ...PAPER, accent: '#5a2a63', card: 'transparent', link: '#1264a3' },
  },
  telegram: {
    dialect: 'plain',
    look: 'chat',
    paint: { ...PAPER, accent: '#1d6fa5', link: '#16679c', muted: '#54585d', screen: '#cfdfe8' },
  },
  'wechat-channels': { dialect: 'plain', look: 'film', paint: { ...NIGHT, accent: '#8a5a00' } },
  'wechat-group': { dialect: 'plain', look: 'chat', paint: GREEN_CHAT, side: 'right' },
  'wechat-moments': { dialect: 'plain', look: 'feed', paint: { ...PAPER, accent: '#3c4e7a', link: '#3c4e7a' } },
  'wechat-oa': { dialect: 'plain', look: 'article', paint: { ...PAPER, accent: '#3c4e7a', link: '#3c4e7a' } },
  'wecom-groups': { dialect: 'plain', look: 'chat', paint: { ...WORK_CHAT, card: '#d3e8ff' }, side: 'right' },
  'wecom-robot': { dialect: 'markdown', look: 'chat', paint: WORK_CHAT },
  weibo: { dialect: 'plain', look: 'feed', paint: { ...PAPER, accent: '#b8500a', link: '#a84e00' } },
  xiaohongshu: { dialect: 'plain', look: 'note', paint: { ...PAPER, accent: '#d21f3c' } },
}

const PLAIN: Skin = { dialect: 'plain', look: 'plain', paint: PAPER }

/** The screen of a kind of channel; a plain one for kinds that nobody has drawn. */
export const skinOf = (kind: string): Skin => SKINS[kind] ?? PLAIN
