import type { CalendarState } from '../domain/calendar/entry.ts'
import type { Locale } from '../domain/content.ts'

interface Words {
  calendar: string
  state: Record<CalendarState, string>
  truncated: string
}

/** What a subscribed calendar says beside the titles; the admin has texts of its own. */
export const WORDS: Record<Locale, Words> = {
  en: {
    calendar: 'Drumbeat content calendar',
    state: {
      armed: 'Armed',
      'awaiting-operator': 'Waits for a person',
      blocked: 'Blocked',
      cancelled: 'Cancelled',
      claimed: 'Claimed',
      failed: 'Failed',
      missed: 'Missed',
      paused: 'Paused',
      planned: 'Planned',
      published: 'Published',
      sending: 'Sending',
      unconfirmed: 'Unconfirmed',
      withdrawn: 'Withdrawn',
    },
    truncated: 'There are more entries than this calendar carries. Subscribe to fewer channels to see them all.',
  },
  zh: {
    calendar: 'Drumbeat 内容日历',
    state: {
      armed: '已就绪',
      'awaiting-operator': '待人工发布',
      blocked: '已拦截',
      cancelled: '已取消',
      claimed: '已领取',
      failed: '失败',
      missed: '已错过',
      paused: '已暂停',
      planned: '计划中',
      published: '已发布',
      sending: '发送中',
      unconfirmed: '结果未知',
      withdrawn: '已下线',
    },
    truncated: '内容超出本日历可容纳的条数，部分条目未显示。请减少订阅的渠道。',
  },
}
