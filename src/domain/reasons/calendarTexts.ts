import type { ReasonTexts } from './fillText.ts'

/** A question or a wish that cannot be understood, whatever stands. */
export const calendarInputTexts = {
  CALENDAR_IDS: { en: '“{{name}}” must be at most {{max}} ids', zh: '{{name}} 须为编号，且最多 {{max}} 个。' },
  CALENDAR_RANGE: {
    en: '“from” and “to” must be instants such as 2026-11-01T00:00:00Z, in this order and at most 100 days apart',
    zh: 'from 与 to 须为时刻（例如 2026-11-01T00:00:00Z），先后有序，且相隔不超过 100 天。',
  },
  CALENDAR_STATES: { en: '“states” may be {{states}}', zh: 'states 只能是：{{states}}。' },
  EXPECTED_UPDATED_AT: {
    en: '“expectedUpdatedAt” must be the updatedAt of the schedule as you saw it',
    zh: 'expectedUpdatedAt 须为您所见排期的 updatedAt。',
  },
  FROM_CHANNEL: {
    en: 'Say in “fromChannel” which of the channels the new one replaces',
    zh: '请在 fromChannel 中指明要替换哪个渠道。',
  },
  MOVE_REPEATS: {
    en: 'This schedule repeats; say by POST …/occurrences which of its occurrences move',
    zh: '这是重复排期；请通过 POST …/occurrences 指明要改期的场次。',
  },
  NOT_AN_ID: { en: '“{{name}}” must be the id of a channel', zh: '{{name}} 须为渠道编号。' },
  PUBLISH_AT: {
    en: '“publishAt” must be an instant, such as 2026-11-22T12:00:00.000Z',
    zh: 'publishAt 须为时刻，例如 2026-11-22T12:00:00.000Z。',
  },
  RECURRENCE_TEXT: { en: '“recurrence” must be a text or null', zh: 'recurrence 须为文本或 null。' },
  RESTORE_FOLLOWING: {
    en: '“following” must be {id, updatedAt} of the schedule that took over, as you saw it',
    zh: 'following 须为接续排期的 {id, updatedAt}（以您所见为准）。',
  },
  UNPUBLISH_AT: {
    en: '“unpublishAt” must be an instant, such as 2026-11-22T12:00:00.000Z, or null',
    zh: 'unpublishAt 须为时刻（例如 2026-11-22T12:00:00.000Z）或 null。',
  },
  ZONE_UNKNOWN: {
    en: '“{{timeZone}}” is no IANA time zone; use a name such as Asia/Shanghai',
    zh: '“{{timeZone}}”不是 IANA 时区，请填写如 Asia/Shanghai 的名称。',
  },
} satisfies ReasonTexts

/** What is wrong with a question to the calendar, or with a move in it. */
export const calendarTexts = {
  ...calendarInputTexts,
  CALENDAR_DENIED: { en: 'Your role may not read schedules', zh: '您的角色不能查看排期。' },
  CHANNEL_REACHED: {
    en: 'The post is out on this channel, or was, and keeps its time there; copy it to send it again',
    zh: '内容已在该渠道发出，时间不能再改；如需再次发布请复制一份。',
  },
  OVERTAKEN: {
    en: 'Somebody else has changed this schedule in the meantime; what you see now is how it stands',
    zh: '其他人刚刚修改了这条排期；现在显示的是最新状态。',
  },
  SCHEDULE_CLOSED: {
    en: 'This schedule is {{state}}; copy it to send the post again',
    zh: '这条排期{{state}}，如需再次发布请复制一份。',
  },
  SCHEDULE_UNKNOWN: { en: 'There is no such schedule, or not for you', zh: '没有这条排期，或您无权查看。' },
} satisfies ReasonTexts
