import type { PayloadRequest } from 'payload'

import { createSources, type Sources } from '../../jobs/arming/sources.ts'
import { compileContent } from '../channels/compileContent.ts'
import { readPublicAccount } from '../channels/readAccount.ts'
import { buildPostSnapshot } from '../channels/snapshot/buildPostSnapshot.ts'
import { buildVariantSnapshot } from '../channels/snapshot/buildVariantSnapshot.ts'
import { findMediaIds } from '../channels/snapshot/findMediaIds.ts'
import { overlayForm } from '../channels/snapshot/overlayForm.ts'
import type { ChannelLimits, ChannelRegistry, Finding } from '../domain/channelAdapter.ts'
import type { Locale, RenderedContent } from '../domain/content.ts'
import { CHANNELS, MEDIA } from '../domain/slugs.ts'

type Document = Record<string, unknown>

/** How a post would look on one channel, and what that channel would refuse. */
export interface ChannelPreview {
  channel: { id: string; kind: string; mode: string; name: string; slug: string }
  findings: Finding[]
  /** The rendered content as safe HTML, where the kind has such a form. */
  html?: string
  kind: string
  limits: ChannelLimits
  rendered: RenderedContent
}

export interface ComposePreviewsArgs {
  /** Ids; all channels that the person may see when null. */
  channelIds: readonly string[] | null
  form: Document
  locale: Locale
  postId: string
  registry: ChannelRegistry
  req: PayloadRequest
}

const MAX_CHANNELS = 50

/** Compiles the newest draft, with what stands in the form, exactly as arming would. */
export async function composePreviews(args: ComposePreviewsArgs): Promise<ChannelPreview[]> {
  const { form, locale, postId, registry, req } = args
  const sources = createSources({ payload: req.payload })
  const publicPath = `${req.payload.config.routes.api}/${MEDIA}/file`
  const [channels, stored] = await Promise.all([findChannels(args), findStored(sources, postId)])
  const version = overlayForm(stored.version, form, locale)
  const [documents, campaign] = await Promise.all([
    sources.findMedia(findMediaIds(version)),
    sources.findCampaign(version['campaign']),
  ])
  const media = new Map(documents.map((document) => [String(document['_id']), document]))
  const post = buildPostSnapshot({ campaign, media, postId, publicPath, version, versionId: stored.versionId })

  return channels.flatMap((document) => {
    const account = readPublicAccount(document)

    if (registry.find(account.kind) === null) {
      return []
    }

    const adapter = registry.adapterFor(account)
    const variant = buildVariantSnapshot({ channelId: account.id, media, publicPath, version })
    const { content, findings } = compileContent({ adapter, limits: account.limits, locale, post, variant })
    const { html } = content.rendered
    const { id, kind, mode, name, slug } = account

    return {
      channel: { id, kind, mode, name, slug },
      findings,
      ...(typeof html === 'string' && { html }),
      kind,
      limits: { ...adapter.manifest.limits, ...account.limits },
      rendered: content.rendered,
    }
  })
}

async function findChannels({ channelIds, req }: ComposePreviewsArgs): Promise<Document[]> {
  const { docs } = await req.payload.find({
    collection: CHANNELS,
    depth: 0,
    limit: MAX_CHANNELS,
    overrideAccess: false,
    req,
    sort: 'name',
    ...(channelIds !== null && { where: { id: { in: [...channelIds] } } }),
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
