import type { Db } from 'mongodb'
import type { Payload } from 'payload'

import { type Locale, LOCALES } from '../../domain/content.ts'

/** The language of the person's admin as a content locale, so that titles read like the rest of the screen. */
export const localeOf = (language: string | null | undefined): Locale =>
  LOCALES.find((locale) => language?.startsWith(locale)) ?? 'zh'

/** The plain database beneath Payload's MongoDB adapter. */
export const databaseOf = (payload: Payload): Db => (payload.db as unknown as { connection: { db: Db } }).connection.db
