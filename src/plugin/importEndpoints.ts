import type { Endpoint } from 'payload'

import { createSafeFetch } from '../channels/safeFetch.ts'
import { readEnv } from '../config/env.ts'
import { DEFAULT_TIME_ZONE } from '../domain/timeZone.ts'
import { MAX_IMAGE_BYTES } from '../domain/uploadRules.ts'
import { createImportEndpoints } from '../import/endpoints.ts'
import type { CompositionOptions } from './options.ts'

/** The endpoints of the content plan; covers named by address are fetched past no private network. */
export const importEndpoints = ({
  clock,
  timeZone = DEFAULT_TIME_ZONE,
}: Pick<CompositionOptions, 'clock' | 'timeZone'>): Endpoint[] =>
  createImportEndpoints({
    clock,
    fetch: () => createSafeFetch({ allow: readEnv().OUTBOUND_ALLOW, maxAnswerBytes: MAX_IMAGE_BYTES }),
    timeZone,
  })
