import type { Reason } from '../errors.ts'
import { malformed } from './faults.ts'
import { NUMBER_PARTS, type RecurrenceRule } from './recurrence.ts'

interface Conflict {
  detail: Parameters<typeof malformed>[0]
  isMet: (rule: RecurrenceRule) => boolean
}

/** What RFC 5545 §3.3.10 does not let stand together. */
const CONFLICTS: Conflict[] = [
  {
    detail: 'rrule-count-until',
    isMet: ({ count, until }) => count !== null && until !== null,
  },
  {
    detail: 'rrule-byday-ordinal',
    isMet: ({ byDay, byWeekNo, frequency }) =>
      byDay.some(({ ordinal }) => ordinal !== null) &&
      !(frequency === 'MONTHLY' || (frequency === 'YEARLY' && byWeekNo.length === 0)),
  },
  {
    detail: 'rrule-bymonthday',
    isMet: ({ byMonthDay, frequency }) => byMonthDay.length > 0 && frequency === 'WEEKLY',
  },
  {
    detail: 'rrule-byyearday',
    isMet: ({ byYearDay, frequency }) => byYearDay.length > 0 && ['DAILY', 'MONTHLY', 'WEEKLY'].includes(frequency),
  },
  {
    detail: 'rrule-byweekno',
    isMet: ({ byWeekNo, frequency }) => byWeekNo.length > 0 && frequency !== 'YEARLY',
  },
  {
    detail: 'rrule-bysetpos',
    isMet: ({ bySetPos, ...rule }) =>
      bySetPos.length > 0 &&
      rule.byDay.length === 0 &&
      NUMBER_PARTS.every((part) => part === 'bySetPos' || rule[part].length === 0),
  },
]

/** Finds the parts of a rule that contradict each other. */
export const findRuleConflicts = (rule: RecurrenceRule): Reason[] =>
  CONFLICTS.filter(({ isMet }) => isMet(rule)).map(({ detail }) => malformed(detail))
