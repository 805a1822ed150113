import type { Db, Document, Filter, Sort } from 'mongodb'

import { DEFAULT_LOCALE, type Locale } from '../domain/content.ts'
import { CAMPAIGNS, CHANNELS, KOL_PARTNERS } from '../domain/slugs.ts'

export interface Named {
  id: string
  name: string
}

export interface CalendarChannel extends Named {
  kind: string
  mode: string
  timeZone: string
}

/** What the calendar can be narrowed to. */
export interface CalendarFilters {
  authors: Named[]
  campaigns: Named[]
  channels: CalendarChannel[]
  partners: Named[]
}

export interface ReadFiltersArgs {
  /** What the person may read of each; null for nothing. */
  access: Record<'authors' | 'campaigns' | 'channels' | 'partners', Filter<Document> | null>
  db: Db
  locale: Locale
  /** The collection of the people of the admin. */
  users: string
}

/** More than a list to choose from can hold. */
const MAX_CHOICES = 500

/** Reads what the calendar can be narrowed to, in four queries. */
export async function readFilters({ access, db, locale, users }: ReadFiltersArgs): Promise<CalendarFilters> {
  const find = (name: string, filter: Filter<Document> | null, sort: Sort): Promise<Document[]> =>
    filter === null
      ? Promise.resolve([])
      : db
          .collection(name)
          .find(filter, { projection: { email: 1, kind: 1, mode: 1, name: 1, timeZone: 1 } })
          .sort(sort)
          .limit(MAX_CHOICES)
          .toArray()
  const [authors, campaigns, channels, partners] = await Promise.all([
    find(users, access.authors, { name: 1 }),
    find(CAMPAIGNS, access.campaigns, { _id: -1 }),
    find(CHANNELS, access.channels, { _id: 1 }),
    find(KOL_PARTNERS, access.partners, { _id: -1 }),
  ])
  const named = (document: Document): Named => ({
    id: String(document['_id']),
    name: nameOf(document, locale),
  })

  return {
    authors: authors.map(named),
    campaigns: campaigns.map(named),
    channels: channels.map((channel) => ({
      ...named(channel),
      kind: String(channel['kind'] ?? ''),
      mode: String(channel['mode'] ?? ''),
      timeZone: String(channel['timeZone'] ?? 'UTC'),
    })),
    partners: partners.map(named),
  }
}

function nameOf({ email, name }: Document, locale: Locale): string {
  const text: unknown =
    typeof name === 'object' && name !== null
      ? ((name as Partial<Record<Locale, string>>)[locale] ?? (name as Partial<Record<Locale, string>>)[DEFAULT_LOCALE])
      : name

  return typeof text === 'string' && text !== '' ? text : String(email ?? '')
}
