/** The slugs of all collections; public contract (REST, GraphQL, importers). */
export const USERS = 'users'
export const API_CLIENTS = 'api-clients'
export const POSTS = 'posts'
export const SCHEDULES = 'schedules'
export const PUBLICATIONS = 'publications'
export const CHANNELS = 'channels'
export const BRAND_ASSETS = 'brand-assets'
export const MEDIA = 'media'
export const KOL_PARTNERS = 'kol-partners'
export const COLLABORATIONS = 'collaborations'
export const CHALLENGES = 'challenges'
export const HASHTAG_SETS = 'hashtag-sets'
export const SNIPPETS = 'snippets'
export const SUBMISSIONS = 'submissions'
export const CAMPAIGNS = 'campaigns'
export const OFFERS = 'offers'
export const MEMBERS = 'members'
export const SEGMENTS = 'segments'
export const CASES = 'cases'
export const LINKS = 'links'
export const WEBHOOKS = 'webhooks'
export const BLACKOUTS = 'blackouts'
export const AUDIT_EVENTS = 'audit-events'

/** Payload global: what holds for everything that is sent. */
export const OPERATIONS = 'operations'

/** Payload global: who is told when something is wrong. */
export const ALARMS_GLOBAL = 'alarms'

/** Plain MongoDB collections: many rows, edited by nobody. */
export const CALENDAR_MARKS = 'calendar_marks'
export const CALENDAR_TOKENS = 'calendar_tokens'
export const ENGAGEMENT_EVENTS = 'engagement_events'
export const ENGAGEMENT_PENDING = 'engagement_pending'
/** What a platform last said of each publication, all in all. */
export const ENGAGEMENT_TOTALS = 'engagement_totals'
export const ENGAGEMENT_ROLLUPS = 'engagement_rollups'
export const RELEASES = 'releases'
export const WORKERS = 'workers'
export const SLOT_CLAIMS = 'slot_claims'

/** Who chooses a time on a channel writes here, so that no two do it at once. */
export const CHANNEL_TURNS = 'channel_turns'

/** How fast each channel is sent to and whether it is, shared by all workers. */
export const CHANNEL_PACE = 'channel_pace'

/** What workers know of each other as a whole. */
export const FLEET = 'fleet'

/** Who publishes what by hand, and how far they are. */
export const OPERATOR_TASKS = 'operator_tasks'

/** What people were told of it, each once. */
export const OPERATOR_REMINDERS = 'operator_reminders'
