import type { CollectionConfig } from 'payload'

import { API_CLIENTS } from '../domain/slugs.ts'
import type { DrumbeatOptions } from './options.ts'

/** The field that carries a host's own idea of roles in Drumbeat's words; it wins over `roles`. */
export const MAPPED_ROLES = 'drumbeatRoles'

/** Lets a host's `roles` option speak for its people, in every collection that people sign in to. */
export const withMappedRoles = (
  collections: readonly CollectionConfig[],
  roles: DrumbeatOptions['roles'],
): CollectionConfig[] =>
  collections.map((collection) =>
    roles === undefined || !collection.auth || collection.slug === API_CLIENTS
      ? collection
      : {
          ...collection,
          fields: [
            ...collection.fields,
            {
              name: MAPPED_ROLES,
              type: 'json',
              admin: { hidden: true },
              hooks: { afterRead: [({ data }) => roles(data ?? {})] },
              virtual: true,
            },
          ],
        },
  )
