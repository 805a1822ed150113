import type { ReasonTexts } from './fillText.ts'

/** A time or a rule that could not be granted whatever stands, and what does not name an occurrence. */
export const timingInputTexts = {
  COUNT: { en: 'count is a number from 1 to {{max}}', zh: 'count 应为 1 到 {{max}} 的数字。' },
  FROM: {
    en: 'from is an instant such as 2026-11-22T12:00:00.000Z',
    zh: 'from 应为如 2026-11-22T12:00:00.000Z 的时刻。',
  },
  NEVER_FIRES: { en: 'The recurrence never comes', zh: '该重复规则永远不会触发。' },
  OCCURRENCE_ACTION: { en: 'action is “move” or “cancel”', zh: 'action 应为 move 或 cancel。' },
  OCCURRENCE_AT: {
    en: 'occurrenceAt is the instant of an occurrence, such as 2026-11-22T12:00:00.000Z',
    zh: 'occurrenceAt 应为某一场次的时刻，例如 2026-11-22T12:00:00.000Z。',
  },
  OCCURRENCE_REPEATED_HOUR: {
    en: 'The clocks of {{timeZone}} show this hour twice, and {{at}} is in its second coming, which a repeat cannot name; choose a time outside of it',
    zh: '{{timeZone}} 的时钟会把这一小时走两遍，{{at}} 属于第二遍，重复排期无法指定；请选择其他时间。',
  },
  OCCURRENCE_SCOPE: { en: 'scope is “this”, “following” or “all”', zh: 'scope 应为 this、following 或 all。' },
  OCCURRENCE_TO: {
    en: 'to is the instant to move to, such as 2026-11-22T12:00:00.000Z',
    zh: 'to 应为要移动到的时刻，例如 2026-11-22T12:00:00.000Z。',
  },
  RRULE_MALFORMED: {
    en: 'The recurrence cannot be understood: {{detail}}[ “{{part}}”]',
    zh: '重复规则无法识别：{{detail}}[「{{part}}」]。',
  },
  RRULE_TOO_LONG: {
    en: 'The recurrence is too long: at most {{dates}} dates and {{characters}} characters',
    zh: '重复规则过长：最多 {{dates}} 个日期、{{characters}} 个字符。',
  },
  RULE_UNCLEAR: {
    en: 'What the rule would be then is not clear[: {{recurrence}}]; move this one alone, or change the rule itself',
    zh: '无法确定移动后的重复规则[：{{recurrence}}]；请只移动这一场，或直接修改重复规则。',
  },
  START_INVALID: {
    en: '“{{start}}” is not a time; give an instant such as 2026-11-22T12:00:00.000Z',
    zh: '「{{start}}」不是有效的时间，请给出如 2026-11-22T12:00:00.000Z 的时刻。',
  },
  TOO_FREQUENT: {
    en: 'The recurrence comes more than {{max}} times a day',
    zh: '重复过于频繁：每天超过 {{max}} 次。',
  },
  UNKNOWN_ZONE: {
    en: '“{{timeZone}}” is not a known IANA time zone; use a name such as Asia/Shanghai',
    zh: '「{{timeZone}}」不是已知的 IANA 时区，请填写如 Asia/Shanghai 的名称。',
  },
  UNTIL_BEFORE_START: { en: 'The recurrence ends before it starts', zh: '重复的截止时间早于开始时间。' },
} satisfies ReasonTexts

/** What is wrong with when a schedule comes. */
export const recurrenceTexts = {
  ...timingInputTexts,
  REPEATED_TEXT: {
    en: '“{{name}}” refuses a text that it has seen before, and this repeat sends the same each time; approve a new version in between',
    zh: '「{{name}}」会拒绝重复的文案，而该重复排期每次发送相同内容；请在每次发布之间更新并通过新版本。',
  },
  NO_OCCURRENCE: {
    en: 'Nothing of this recurrence lies ahead[: {{recurrence}}]; let it end later, or start it anew',
    zh: '该重复规则今后不再触发[：{{recurrence}}]；请延后截止时间，或重新开始。',
  },
  OCCURRENCE_GONE: {
    en: 'This schedule does not come at {{at}} any more; look again',
    zh: '该排期已没有 {{at}} 这一场次，请刷新后再试。',
  },
  OCCURRENCE_OUT: {
    en: 'The occurrence is being sent or has gone out; withdraw or resolve its publication instead',
    zh: '该场次正在发送或已经发出；请改为下线或确认其发布记录。',
  },
  OCCURRENCE_OUT_SINCE: {
    en: 'The occurrence of {{at}} has gone out since, or may have, has failed or was cancelled; taken back, it would come a second time. Move those that are still to come instead',
    zh: '改动之后，{{at}} 的场次已经发出（或可能已发出）、失败或被取消，撤销会让它再来一次；请直接移动尚未发出的场次。',
  },
  OCCURRENCE_RELEASED: {
    en: 'The schedule is in a release[, that of campaign “{{campaign}}”], which would know nothing of the second schedule that this makes; move this one alone, or change the rule itself',
    zh: '该排期在发布编排中[（活动「{{campaign}}」）]，此操作会拆出一个不受编排控制的新排期；请只移动这一场，或直接修改重复规则。',
  },
  OCCURRENCE_OVER: {
    en: 'The occurrence of {{at}} is over and would come once more; move this one alone, or those that follow it',
    zh: '{{at}} 的场次已经过去，一并移动会再发一次；请只移动这一场，或移动之后的场次。',
  },
  OCCURRENCE_TAKEN: {
    en: 'The schedule comes at {{at}} already; one of the two would be lost',
    zh: '该排期在 {{at}} 已有一个场次，移动后会少一场。',
  },
  REPEATS: {
    en: 'A repeat cannot go out now as a whole; publish one of its occurrences now, or make a plan of its own',
    zh: '重复排期不能整体立即发布；请立即发布其中一次，或另建排期。',
  },
  SCHEDULE_CLOSED_OCCURRENCE: {
    en: 'The schedule is {{state}}; its occurrences stay as they are',
    zh: '该排期{{state}}，场次不能再更改。',
  },
} satisfies ReasonTexts
