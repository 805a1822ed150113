import { LIFECYCLES } from './member.ts'
import type { Labels } from './channelAdapter.ts'

type Kind = 'count' | 'instant' | 'lifecycle' | 'tag'

/** What of a member a segment may ask about. */
export const SEGMENT_FIELDS: Readonly<Record<string, Kind>> = {
  joinedAt: 'instant',
  lastActiveAt: 'instant',
  lifecycle: 'lifecycle',
  points: 'count',
  tags: 'tag',
}

const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  count: ['eq', 'gt', 'gte', 'lt', 'lte'],
  instant: ['withinDays', 'olderThanDays'],
  lifecycle: ['eq', 'ne'],
  tag: ['has', 'hasNot'],
}

const MAX_CONDITIONS = 20

/** One condition of a custom segment, such as `{field: 'points', operator: 'gte', value: 100}`. */
export interface SegmentCondition {
  field: string
  operator: string
  value: unknown
}

/** Says what is wrong with the rule of a custom segment (`{all: [...]}` or `{any: [...]}`), or null. */
export function findSegmentProblem(rule: unknown): Labels | null {
  const { all, any } = (rule ?? {}) as { all?: unknown; any?: unknown }
  const conditions = all ?? any

  if (!Array.isArray(conditions) || (all !== undefined && any !== undefined)) {
    return {
      en: 'Give {"all": [conditions]} or {"any": [conditions]}.',
      zh: '请填写 {"all": [条件]} 或 {"any": [条件]}。',
    }
  }

  if (conditions.length === 0 || conditions.length > MAX_CONDITIONS) {
    return { en: `Give 1 to ${MAX_CONDITIONS} conditions.`, zh: `请填写 1 至 ${MAX_CONDITIONS} 个条件。` }
  }

  const index = conditions.findIndex((condition) => !isCondition(condition))

  return index < 0
    ? null
    : {
        en: `Condition ${index + 1} is not one of ${describe()}.`,
        zh: `第 ${index + 1} 个条件无效,可用:${describe()}。`,
      }
}

const describe = (): string =>
  Object.entries(SEGMENT_FIELDS)
    .map(([field, kind]) => `${field} (${OPERATORS[kind].join(', ')})`)
    .join('; ')

function isCondition(condition: unknown): condition is SegmentCondition {
  const { field, operator, value } = (condition ?? {}) as Partial<SegmentCondition>
  const kind = SEGMENT_FIELDS[field ?? '']

  if (kind === undefined || !OPERATORS[kind].includes(operator ?? '')) {
    return false
  }

  switch (kind) {
    case 'count':
    case 'instant':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0
    case 'lifecycle':
      return LIFECYCLES.some((known) => known === value)
    case 'tag':
      return typeof value === 'string' && value !== ''
  }
}
