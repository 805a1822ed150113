import type { CollectionConfig } from 'payload'

import type { ChannelKind } from '../domain/channelAdapter.ts'
import type { Locale } from '../domain/content.ts'
import type { Preset } from '../domain/presets/preset.ts'
import type { Role } from '../domain/roles.ts'

/** What an integrator may choose. */
export interface DrumbeatOptions {
  /** Further kinds of channel, beside the built-in ones. */
  channels?: ChannelKind[]
  /** Changes to single collections, by slug; gets ours, returns what to use. */
  collections?: Partial<Record<string, (collection: CollectionConfig) => CollectionConfig>>
  /** False keeps the schema and what protects the data, and turns behaviour (arming, jobs, endpoints, views) off. */
  enabled?: boolean
  /** Parts that can be left out: the admin's views, and the routes of delivery and engagement. */
  features?: { admin?: boolean; delivery?: boolean; engagement?: boolean }
  /** Content locales, where the host has none of its own; the first is the default. `['zh', 'en']` unless given. */
  locales?: Locale[]
  /** Places for pictures, beside the built-in ones or instead of one of the same name. */
  presets?: Preset[]
  /** Maps a user of the host to Drumbeat's roles; `user.roles` speaks unless given. */
  roles?: (user: Record<string, unknown>) => Role[]
  /** Seals channel credentials; the host's `secret` unless given. */
  secret?: string
  /** IANA zone of new channels and schedules. */
  timeZone?: string
}

/** What the parts of one installation are composed with. */
export interface CompositionOptions extends DrumbeatOptions {
  /** The database's time, which all processes share. */
  clock: () => Date
}
