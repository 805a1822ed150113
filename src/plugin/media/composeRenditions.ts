import path from 'node:path'

import type { Payload } from 'payload'

import { createRenditions, type RenditionMaker } from '../../../jobs/renditions/createRenditions.ts'
import { createLocalStore } from '../../../media/stores/localStore.ts'
import { createS3Store } from '../../../media/stores/s3Store.ts'
import { readBucket, readEnv } from '../../config/env.ts'
import { projectRoot } from '../../config/projectRoot.ts'
import { databaseOf } from '../../database/handles.ts'
import { mergePresets } from '../../domain/presets/presets.ts'
import type { CompositionOptions } from '../options.ts'
import { createReadOriginal } from '../../../hooks/media/readOriginal.ts'

/** The maker of renditions of one installation, with its storage: the bucket of the environment, else the data folder. */
export function composeRenditions(
  payload: Payload,
  { clock, presets }: Pick<CompositionOptions, 'clock' | 'presets'>,
): RenditionMaker {
  const env = readEnv()
  const bucket = readBucket(env)

  return createRenditions({
    clock,
    db: () => databaseOf(payload),
    oldSecrets: env.PAYLOAD_OLD_SECRETS,
    presets: mergePresets(presets),
    readOriginal: createReadOriginal(payload),
    secret: payload.secret,
    store:
      bucket === null
        ? createLocalStore({ directory: path.resolve(projectRoot, env.DRUMBEAT_DATA_DIR, 'renditions') })
        : createS3Store(bucket),
  })
}
