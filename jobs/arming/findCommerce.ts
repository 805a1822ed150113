import type { Document } from 'mongodb'

import { readCommerce } from '../../src/channels/snapshot/readCommerce.ts'
import type { Commerce } from '../../src/domain/disclosure/commerce.ts'
import type { Sources } from './sources.ts'

/** Finds what is known of the business behind a version, as it stands in the collections now. */
export async function findCommerce(
  sources: Pick<Sources, 'findCollaboration' | 'findOffers'>,
  version: Document,
): Promise<Commerce> {
  const [collaboration, offers] = await Promise.all([
    sources.findCollaboration(version['collaboration']),
    sources.findOffers(Array.isArray(version['offers']) ? version['offers'] : []),
  ])

  return readCommerce({ collaboration, offers, version })
}
