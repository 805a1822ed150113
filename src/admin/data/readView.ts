import { type Locale, LOCALES } from '../../domain/content.ts'

/** The language of the person's admin as a content locale, so that titles read like the rest of the screen. */
export const localeOf = (language: string | null | undefined): Locale =>
  LOCALES.find((locale) => language?.startsWith(locale)) ?? 'zh'
