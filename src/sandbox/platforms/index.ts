import type { StandIn } from '../standIn.ts'
import { mastodon } from './mastodon.ts'
import { telegram } from './telegram.ts'

/** The stand-in platforms that Drumbeat brings along; a new one is one line here. */
export const STAND_INS: readonly StandIn[] = [mastodon, telegram]
