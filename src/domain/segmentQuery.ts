import { DAY } from './duration.ts'
import type { SegmentKind } from './member.ts'
import { findSegmentProblem, type SegmentCondition } from './segmentRule.ts'

/** A filter in MongoDB's words; plain data. */
export type MemberFilter = Readonly<Record<string, unknown>>

export interface QuerySegmentArgs {
  kind: SegmentKind
  now: Date
  rule: unknown
}

/**
 * The members of a segment, as a filter; null where its rule is none.
 *
 * The built-in kinds are the stages of a member's lifecycle. Values were checked when the rule was saved and are checked again:
 * what stands in the database may be older than the rules.
 */
export function querySegment({ kind, now, rule }: QuerySegmentArgs): MemberFilter | null {
  if (kind !== 'custom') {
    return { lifecycle: kind }
  }

  if (findSegmentProblem(rule) !== null) {
    return null
  }

  const { all, any } = rule as { all?: SegmentCondition[]; any?: SegmentCondition[] }
  const conditions = (all ?? any ?? []).map((condition) => queryCondition(condition, now))

  return all === undefined ? { $or: conditions } : { $and: conditions }
}

function queryCondition({ field, operator, value }: SegmentCondition, now: Date): MemberFilter {
  switch (operator) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'ne':
      return { [field]: { [`$${operator}`]: value } }
    case 'has':
      return { [field]: { $eq: value } }
    case 'hasNot':
      return { [field]: { $ne: value } }
    case 'olderThanDays':
      return { [field]: { $lt: daysBefore(now, value) } }
    default:
      return { [field]: { $gte: daysBefore(now, value) } }
  }
}

const daysBefore = (now: Date, days: unknown): Date => new Date(now.getTime() - Number(days) * DAY)
