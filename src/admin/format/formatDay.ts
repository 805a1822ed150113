import { localeTag } from './localeTag.ts'

/** A calendar day, such as `2026-11-22`, in short: it has no zone, so none is applied. */
export const formatDay = ({ language, on }: { language: string; on: string }): string =>
  new Intl.DateTimeFormat(localeTag(language), { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(
    new Date(on),
  )
