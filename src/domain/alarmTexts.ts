import type { AlarmName } from './alarms.ts'
import { fillText, type ReasonTexts, type ReasonValues } from './reasons/fillText.ts'

const RAISED = {
  'account-ending': {
    en: 'Access ends within {{days}} days on {{count}} channel(s), first on {{name}}: connect it anew before.',
    zh: '{{count}} 个渠道的授权将在 {{days}} 天内到期，最早的是「{{name}}」，请提前重新授权。',
  },
  clock: {
    en: 'A clock is wrong: {{worker}} is {{seconds}} s off the database. Set it right (NTP); nothing goes out early meanwhile.',
    zh: '时钟偏差：{{worker}} 与数据库相差 {{seconds}} 秒，请校准（NTP）；期间不会提前发布。',
  },
  late: {
    en: 'Publications are late: the oldest has been due for {{seconds}} s.',
    zh: '发布延误：最早一条已到期 {{seconds}} 秒仍未发出。',
  },
  'no-worker': {
    en: 'No worker is alive: nothing goes out until one runs (npm run worker).',
    zh: '没有发布进程在运行：启动之前（npm run worker）任何内容都不会发出。',
  },
  unconfirmed: {
    en: '{{count}} publication(s) wait for a person: whether they went out is not known.',
    zh: '有 {{count}} 条发布结果未知，需要人工确认。',
  },
} satisfies ReasonTexts & Record<AlarmName, unknown>

const CLEARED = {
  'account-ending': { en: 'No channel’s access ends soon any more.', zh: '没有即将到期的渠道授权了。' },
  clock: { en: 'All clocks are right again.', zh: '时钟已恢复一致。' },
  late: { en: 'Publications go out on time again.', zh: '发布已恢复准时。' },
  'no-worker': { en: 'A worker is alive again.', zh: '发布进程已恢复运行。' },
  unconfirmed: { en: 'No unknown outcome waits any more.', zh: '没有待确认的发布结果了。' },
} satisfies ReasonTexts & Record<AlarmName, unknown>

export type AlarmEvent = 'cleared' | 'raised'

const TEST = {
  en: 'This is a test: alarms reach you here. Nothing is wrong.',
  zh: '这是一条测试消息：告警会发送到这里，目前一切正常。',
}

/** What a message is about: an event of an alarm, or nothing but whether it arrives. */
export type SaidAlarm = { event: 'test'; name: 'test' } | { event: AlarmEvent; name: AlarmName }

type SayAlarmArgs = SaidAlarm & { language: 'en' | 'zh'; values: ReasonValues }

/** What people read of an alarm, with the mark that it is ours. */
export function sayAlarm({ language, values, ...said }: SayAlarmArgs): string {
  const text = said.event === 'test' ? TEST : (said.event === 'raised' ? RAISED : CLEARED)[said.name]

  return `${MARKS[said.event]} [Drumbeat] ${fillText(text, values, language)}`
}

const MARKS = { cleared: '🟢', raised: '🔴', test: '🔵' }
