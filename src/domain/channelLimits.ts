import { TEXT_UNITS } from './channelManifest.ts'

/** Names the first thing that is wrong with overrides of a platform's limits (`ChannelLimits`), or null. */
export function findLimitsProblem(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null
  }

  if (typeof value !== 'object' || Array.isArray(value)) {
    return 'limits'
  }

  return Object.entries(value).find(([key, limit]) => !isLimit(key, limit))?.[0] ?? null
}

function isLimit(key: string, limit: unknown): boolean {
  switch (key) {
    case 'concurrency':
      return isPositive(limit)
    case 'rate': {
      const { burst, count, seconds } = (limit ?? {}) as { burst?: unknown; count?: unknown; seconds?: unknown }

      return isPositive(count) && isPositive(seconds) && (burst === undefined || isPositive(burst))
    }
    case 'capabilities':
      return (
        typeof limit === 'object' && limit !== null && Object.values(limit).every((each) => typeof each === 'boolean')
      )
    case 'bodyBytes':
    case 'imageBytes':
    case 'images':
    case 'media':
    case 'topics':
    case 'videoBytes':
    case 'videos':
      return isCount(limit)
    case 'caption':
    case 'excerpt':
    case 'firstComment':
    case 'text':
    case 'title': {
      const { max, unit } = (limit ?? {}) as { max?: unknown; unit?: unknown }

      return isCount(max) && TEXT_UNITS.some((known) => known === unit)
    }
    default:
      return false
  }
}

const isPositive = (value: unknown): boolean => isCount(value) && value !== 0

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
