import type { Document } from 'mongodb'

import { idOf, idsOf } from '../../src/channels/snapshot/mediaSnapshot.ts'
import { readCommerce } from '../../src/channels/snapshot/readCommerce.ts'
import { readVariableFacts } from '../../src/channels/snapshot/readVariableFacts.ts'
import type { Commerce } from '../../src/domain/disclosure/commerce.ts'
import type { VariableFacts } from '../../src/domain/writing/resolveVariables.ts'
import type { Sources } from './sources.ts'

export interface FindBusinessArgs {
  /** The version's campaign, which whoever compiles has read already. */
  campaign: Document | null
  sources: Pick<Sources, 'findCollaboration' | 'findLinkOf' | 'findOffers' | 'findPartner'>
  /** The content of the version. */
  version: Document
}

/** What is known of the business behind a version, and what its variables speak of; read once for all channels. */
export async function findBusiness(args: FindBusinessArgs): Promise<{ commerce: Commerce; facts: VariableFacts }> {
  const { campaign, sources, version } = args
  const collaborationId = idOf(version['collaboration'])
  const offerIds = idsOf(version['offers'])
  const [offers, collaboration, linkOfDeal, linkOfCampaign] = await Promise.all([
    offerIds.length === 0 ? [] : sources.findOffers(offerIds),
    collaborationId === null ? null : sources.findCollaboration(collaborationId),
    collaborationId === null ? null : sources.findLinkOf({ collaboration: collaborationId }),
    campaign === null ? null : sources.findLinkOf({ campaign: campaign['_id'] as unknown }),
  ])
  const partner = collaboration === null ? null : await sources.findPartner(collaboration['partner'])

  return {
    commerce: readCommerce({ collaboration, offers, version }),
    facts: readVariableFacts({ campaign, collaboration, link: linkOfDeal ?? linkOfCampaign, offers, partner, version }),
  }
}
