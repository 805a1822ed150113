import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { USERS } from '../src/domain/slugs.ts'

/** All collections of Drumbeat, in the order of the admin's menu. */
export const createCollections = (_dependencies: Dependencies): CollectionConfig[] => [
  { slug: USERS, access: {}, auth: true, fields: [] },
]
