import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { createApiClients } from './ApiClients.ts'
import { createAuditEvents } from './AuditEvents.ts'
import { createBlackouts } from './Blackouts.ts'
import { createBrandAssets } from './BrandAssets.ts'
import { createCampaigns } from './Campaigns.ts'
import { createCases } from './Cases.ts'
import { createChallenges } from './Challenges.ts'
import { createChannels } from './Channels.ts'
import { createCollaborations } from './Collaborations.ts'
import { createHashtagSets } from './HashtagSets.ts'
import { createKolPartners } from './KolPartners.ts'
import { createLinks } from './Links.ts'
import { createMedia } from './Media.ts'
import { createMembers } from './Members.ts'
import { createOffers } from './Offers.ts'
import { createPosts } from './Posts.ts'
import { createPublications } from './Publications.ts'
import { createSchedules } from './Schedules.ts'
import { createSegments } from './Segments.ts'
import { createSnippets } from './Snippets.ts'
import { createSubmissions } from './Submissions.ts'
import { createUsers } from './Users.ts'
import { createWebhooks } from './Webhooks.ts'
import { withAudit } from './withAudit.ts'

/** All collections of Drumbeat, in the order of the admin's menu. */
export const createCollections = (dependencies: Dependencies): CollectionConfig[] =>
  [
    createPosts,
    createMedia,
    createSnippets,
    createHashtagSets,
    createBrandAssets,
    createSchedules,
    createPublications,
    createCampaigns,
    createChannels,
    createBlackouts,
    createKolPartners,
    createCollaborations,
    createChallenges,
    createSubmissions,
    createOffers,
    createMembers,
    createSegments,
    createCases,
    createLinks,
    createAuditEvents,
    createUsers,
    createApiClients,
    createWebhooks,
  ].map((create) => withAudit(create(dependencies), dependencies))
