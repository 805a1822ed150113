import { localeTag } from './localeTag.ts'

/** A count as people read it: whole up to 9,999, then shortened (1.2万, 12K). */
export const formatCount = ({ count, language }: { count: number; language: string }): string =>
  new Intl.NumberFormat(localeTag(language), {
    maximumFractionDigits: count < 10_000 ? 0 : 1,
    notation: count < 10_000 ? 'standard' : 'compact',
  }).format(count)
