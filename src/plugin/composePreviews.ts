import type { PayloadRequest, Where } from 'payload'

import { findBusiness } from '../../jobs/arming/findBusiness.ts'
import type { RenditionMaker } from '../../jobs/renditions/createRenditions.ts'
import { createSources, type Sources } from '../../jobs/arming/sources.ts'
import { readPublicAccount } from '../channels/readAccount.ts'
import { buildPostSnapshot } from '../channels/snapshot/buildPostSnapshot.ts'
import { variantsOf } from '../channels/snapshot/buildVariantSnapshot.ts'
import { findMediaIds } from '../channels/snapshot/findMediaIds.ts'
import { idOf } from '../channels/snapshot/mediaSnapshot.ts'
import { overlayForm } from '../channels/snapshot/overlayForm.ts'
import type { ChannelRegistry } from '../domain/channelAdapter.ts'
import type { Locale } from '../domain/content.ts'
import { CHANNELS, MEDIA } from '../domain/slugs.ts'
import type { ChannelPreview } from '../domain/writing/channelPreview.ts'
import { maskCommerce, maskFacts } from './maskFacts.ts'
import { findShownChannels } from './findShownChannels.ts'
import { composePreview } from './composePreview.ts'

type Document = Record<string, unknown>

export interface ComposePreviewsArgs {
  /** Ids; all channels that the person may see when null. */
  channelIds: readonly string[] | null
  form: Document
  locale: Locale
  postId: string
  registry: ChannelRegistry
  renditions: Pick<RenditionMaker, 'drawingsFor'>
  req: PayloadRequest
}

/** Compiling is quick, but nobody may ask for any number of it. */
const MOST = 200

/** Compiles the newest draft, with what stands in the form, exactly as arming would. */
export async function composePreviews(args: ComposePreviewsArgs): Promise<ChannelPreview[]> {
  const { form, locale, postId, registry, req } = args
  const sources = createSources({ payload: req.payload })
  const publicPath = `${req.payload.config.routes.api}/${MEDIA}/file`
  const stored = await findStored(sources, postId)
  const version = overlayForm(stored.version, form, locale)
  const channels = await findShownChannels({
    asked: args.channelIds,
    find: (where) => findChannels(req, where),
    written: [stored.version, version].flatMap(variantsOf).map(({ channel }) => idOf(channel)),
  })
  const [documents, campaign] = await Promise.all([
    sources.findMedia(findMediaIds(version)),
    sources.findCampaign(version['campaign']),
  ])
  const media = new Map(documents.map((document) => [String(document['_id']), document]))
  const post = buildPostSnapshot({ campaign, media, postId, publicPath, version, versionId: stored.versionId })
  const { commerce, facts } = await findBusiness({ campaign, sources, version })
  const seen = maskFacts(facts, req.user)
  const drawingOf = await args.renditions.drawingsFor({ channels, kinds: registry, media, publicPath })
  const shared = {
    commerce: maskCommerce(commerce, seen),
    facts: seen,
    language: req.i18n.language,
    locale,
    media,
    post,
    publicPath,
    registry,
    version,
  }

  return channels
    .map(readPublicAccount)
    .filter(({ kind }) => registry.find(kind) !== null)
    .map((account) => composePreview({ ...shared, account, drawWith: drawingOf(account.id) }))
}

async function findChannels(req: PayloadRequest, where: Where): Promise<Document[]> {
  const { docs } = await req.payload.find({
    collection: CHANNELS,
    depth: 0,
    limit: MOST,
    overrideAccess: false,
    req,
    sort: 'name',
    where,
  })

  return docs as unknown as Document[]
}

/** The newest version; a post from before versions were kept speaks for itself. */
async function findStored(sources: Sources, postId: string): Promise<{ version: Document; versionId: string }> {
  const newest = await sources.findNewestVersion(postId)

  return newest === null
    ? { version: (await sources.findPost(postId)) ?? {}, versionId: '' }
    : { version: newest.version, versionId: newest._id.toHexString() }
}
