import type { Locale } from '../../domain/content.ts'
import type { Fault } from '../fault.ts'

const zh = {
  accounts: '全部账号',
  back: '返回',
  banner: '这里是沙盒，不是真实平台。演练渠道的内容只会发到这里，外界看不到。',
  empty: '还没有收到内容',
  emptyHint: '为该渠道排期并发布后，内容会立即出现在这里。',
  faultHint: '只影响这个账号，用来演练平台出故障时会发生什么。',
  faults: {
    'accept-504': ['收下后 504', '平台已收下内容，网关却报超时'],
    drop: ['收下不应答', '平台已收下内容，但连接中断'],
    duplicate: ['判为重复', '平台以内容重复为由拒收'],
    error: ['报错 500', '平台返回服务器错误，内容未收下'],
    off: ['正常', '照常收下'],
    'rate-block': ['频控封禁', '调用过于频繁，被封禁一段时间'],
    'review-reject': ['审核不通过', '先收下，随后审核不通过'],
    slow: ['变慢', '5 秒后才应答'],
    throttle: ['限流 429', '要求 10 秒后再试'],
    'token-expired': ['令牌失效', '访问令牌提前失效，需要重新获取'],
  } satisfies Record<Fault, [string, string]>,
  faultTitle: '模拟故障',
  firstComment: '首评',
  hits: (count: number) => `已触发 ${count} 次`,
  logTitle: '收到的记录',
  noAccounts: '还没有账号',
  noAccountsHint: '把一个渠道设为“演练”模式，它的手机就会出现在这里。',
  other: 'English',
  posts: (count: number) => `${count} 条内容`,
  received: '收到于',
  repeated: (count: number) => `收到 ${count} 次请求，只展示一次`,
  standIn: '模拟平台',
  title: 'Drumbeat 沙盒',
  withdrawn: '已撤回',
}

const en: typeof zh = {
  accounts: 'All accounts',
  back: 'Back',
  banner:
    'This is a sandbox, not a real platform. What rehearsing channels send arrives only here; nobody outside sees it.',
  empty: 'Nothing received yet',
  emptyHint: 'Schedule a post for this channel and it appears here the moment it goes out.',
  faultHint: 'For this account alone: see what happens when a platform misbehaves.',
  faults: {
    'accept-504': ['Accept, then 504', 'Takes the post, then a gateway gives up'],
    drop: ['Accept, then drop', 'Takes the post, then breaks the connection'],
    duplicate: ['Duplicate', 'Refuses the post as seen before'],
    error: ['Error 500', 'Answers with a server error and takes nothing'],
    off: ['Normal', 'Takes posts as usual'],
    'rate-block': ['Rate block', 'Called too often, it blocks the account for a while'],
    'review-reject': ['Review rejects', 'Takes the post, then its review refuses it'],
    slow: ['Slow', 'Answers after 5 seconds'],
    throttle: ['Throttle 429', 'Asks to come back in 10 seconds'],
    'token-expired': ['Token expired', 'The access token ends before its time'],
  },
  faultTitle: 'Simulate a fault',
  firstComment: 'First comment',
  hits: (count) => `struck ${count} ×`,
  logTitle: 'Received',
  noAccounts: 'No accounts yet',
  noAccountsHint: 'Set a channel to rehearsal mode and its phone appears here.',
  other: '中文',
  posts: (count) => (count === 1 ? '1 post' : `${count} posts`),
  received: 'Received',
  repeated: (count) => `Asked ${count} times, shown once`,
  standIn: 'Stand-in platform',
  title: 'Drumbeat Sandbox',
  withdrawn: 'Withdrawn',
}

/** What the pages say. */
export const TEXTS: Record<Locale, typeof zh> = { en, zh }

export type Texts = typeof zh
