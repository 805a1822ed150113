import type { Config, PayloadRequest } from 'payload'

import { createCollections } from '../../collections/index.ts'
import { findPerson } from '../access/people.ts'
import { PUBLICATIONS } from '../domain/slugs.ts'
import { withAdmin } from './admin.ts'
import { withCollectionEndpoints } from './collectionEndpoints.ts'
import { composeServices } from './composition.ts'
import type { DrumbeatOptions } from './options.ts'
import { createPublicationEndpoints } from './publicationEndpoints.ts'
import { memoiseServices } from './services.ts'

export type { DrumbeatOptions } from './options.ts'

/**
 * Adds Drumbeat to a Payload config.
 *
 * Spreads what the host has and overwrites none of it.
 */
export const drumbeat =
  (options: DrumbeatOptions = {}) =>
  (config: Config): Config => {
    const services = memoiseServices((payload) => composeServices(payload, options))
    const rolesOf = (req: PayloadRequest) => findPerson(req.user)?.roles ?? []
    const collections = withCollectionEndpoints(createCollections({ clock: () => new Date(), services }), {
      [PUBLICATIONS]: createPublicationEndpoints({ rolesOf, services }),
    })

    return withAdmin({
      ...config,
      collections: [...(config.collections ?? []), ...collections],
      custom: { ...config.custom, drumbeat: { services } },
    })
  }
