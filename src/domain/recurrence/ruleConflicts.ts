import { malformed, type RecurrenceFault } from './faults.ts'
import { NUMBER_PARTS, type RecurrenceRule } from './recurrence.ts'

interface Conflict {
  en: string
  isMet: (rule: RecurrenceRule) => boolean
  zh: string
}

/** What RFC 5545 §3.3.10 does not let stand together. */
const CONFLICTS: Conflict[] = [
  {
    en: 'COUNT and UNTIL do not go together',
    isMet: ({ count, until }) => count !== null && until !== null,
    zh: 'COUNT 与 UNTIL 不能同时使用',
  },
  {
    en: 'BYDAY with a number, such as -1FR, needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO',
    isMet: ({ byDay, byWeekNo, frequency }) =>
      byDay.some(({ ordinal }) => ordinal !== null) &&
      !(frequency === 'MONTHLY' || (frequency === 'YEARLY' && byWeekNo.length === 0)),
    zh: '带序号的 BYDAY（如 -1FR）只能用于 FREQ=MONTHLY，或不含 BYWEEKNO 的 FREQ=YEARLY',
  },
  {
    en: 'BYMONTHDAY does not go with FREQ=WEEKLY',
    isMet: ({ byMonthDay, frequency }) => byMonthDay.length > 0 && frequency === 'WEEKLY',
    zh: 'BYMONTHDAY 不能用于 FREQ=WEEKLY',
  },
  {
    en: 'BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY',
    isMet: ({ byYearDay, frequency }) => byYearDay.length > 0 && ['DAILY', 'MONTHLY', 'WEEKLY'].includes(frequency),
    zh: 'BYYEARDAY 不能用于 FREQ=DAILY、WEEKLY 或 MONTHLY',
  },
  {
    en: 'BYWEEKNO needs FREQ=YEARLY',
    isMet: ({ byWeekNo, frequency }) => byWeekNo.length > 0 && frequency !== 'YEARLY',
    zh: 'BYWEEKNO 只能用于 FREQ=YEARLY',
  },
  {
    en: 'BYSETPOS needs another BY part to choose from',
    isMet: ({ bySetPos, ...rule }) =>
      bySetPos.length > 0 &&
      rule.byDay.length === 0 &&
      NUMBER_PARTS.every((part) => part === 'bySetPos' || rule[part].length === 0),
    zh: 'BYSETPOS 需要与其他 BY 部分一起使用',
  },
]

/** Finds the parts of a rule that contradict each other. */
export const findRuleConflicts = (rule: RecurrenceRule): RecurrenceFault[] =>
  CONFLICTS.filter(({ isMet }) => isMet(rule)).map(({ en, zh }) => malformed(en, zh))
