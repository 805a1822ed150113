import type { Payload } from 'payload'

import { clientOf, databaseOf } from '../database/handles.ts'
import { DEFAULT_TIME_ZONE } from '../domain/timeZone.ts'
import type { Engagement } from '../engagement/engagement.ts'
import { createEngagement } from '../engagement/engagement.ts'
import type { CompositionOptions } from './options.ts'

/** Engagement of one installation, on the client that Payload opened. */
export const composeEngagement = (
  payload: Payload,
  { clock, timeZone = DEFAULT_TIME_ZONE }: Pick<CompositionOptions, 'clock' | 'timeZone'>,
): Engagement =>
  createEngagement({
    client: clientOf(payload),
    clock,
    db: databaseOf(payload),
    onError: (error) => payload.logger.error({ err: error }, 'engagement could not be recorded or folded'),
    timeZone,
  })
