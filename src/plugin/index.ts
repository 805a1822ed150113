import type { Config } from 'payload'

import { createCollections } from '../../collections/index.ts'
import { withAdmin } from './admin.ts'
import type { DrumbeatOptions } from './options.ts'
import { memoiseServices } from './services.ts'

export type { DrumbeatOptions } from './options.ts'

/**
 * Adds Drumbeat to a Payload config.
 *
 * Spreads what the host has and overwrites none of it.
 */
export const drumbeat =
  (_options: DrumbeatOptions = {}) =>
  (config: Config): Config => {
    const services = memoiseServices(() => {
      throw new Error('services are composed here')
    })
    const collections = createCollections({ clock: () => new Date(), services })

    return withAdmin({ ...config, collections: [...(config.collections ?? []), ...collections] })
  }
