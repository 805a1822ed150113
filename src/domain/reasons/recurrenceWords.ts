import type { Labels } from '../labels.ts'

/** Details of a rule that cannot be understood. */
export const recurrenceWords = {
  'rrule-byday-ordinal': {
    en: 'BYDAY with a number needs FREQ=MONTHLY, or FREQ=YEARLY without BYWEEKNO',
    zh: '带序号的 BYDAY 只能用于 FREQ=MONTHLY，或不含 BYWEEKNO 的 FREQ=YEARLY',
  },
  'rrule-bymonthday': { en: 'BYMONTHDAY does not go with FREQ=WEEKLY', zh: 'BYMONTHDAY 不能用于 FREQ=WEEKLY' },
  'rrule-bysetpos': {
    en: 'BYSETPOS needs another BY part to choose from',
    zh: 'BYSETPOS 需要与其他 BY 部分一起使用',
  },
  'rrule-bysetpos-beyond': {
    en: 'BYSETPOS names a place that no step of the rule has',
    zh: 'BYSETPOS 所指的位置超出了规则每一周期可有的次数',
  },
  'rrule-bysetpos-count': {
    en: 'COUNT is too high for a BYSETPOS that chooses so late; use a lower COUNT, or UNTIL',
    zh: 'BYSETPOS 的位置过后，COUNT 又过大；请减小 COUNT，或改用 UNTIL',
  },
  'rrule-byweekno': { en: 'BYWEEKNO needs FREQ=YEARLY', zh: 'BYWEEKNO 只能用于 FREQ=YEARLY' },
  'rrule-byyearday': {
    en: 'BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY',
    zh: 'BYYEARDAY 不能用于 FREQ=DAILY、WEEKLY 或 MONTHLY',
  },
  'rrule-count-until': { en: 'COUNT and UNTIL do not go together', zh: 'COUNT 与 UNTIL 不能同时使用' },
  'rrule-dates': { en: 'this line has no dates such as 20261122T200000', zh: '该行没有如 20261122T200000 的日期' },
  'rrule-freq': { en: 'FREQ is missing, such as FREQ=DAILY', zh: '缺少 FREQ，例如 FREQ=DAILY' },
  'rrule-line': { en: 'this is no RRULE, EXDATE or RDATE line', zh: '这不是 RRULE、EXDATE 或 RDATE 行' },
  'rrule-part': { en: 'this is not a part that a rule can have here', zh: '这不是有效的规则部分' },
  'rrule-text': { en: 'it must be text', zh: '必须是文本' },
  'rrule-two': { en: 'there can be only one RRULE', zh: '只能有一条 RRULE' },
} satisfies Record<string, Labels>
