import type { Document } from 'mongodb'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { buildPostSnapshot } from '../../src/channels/snapshot/buildPostSnapshot.ts'
import { buildVariantSnapshot } from '../../src/channels/snapshot/buildVariantSnapshot.ts'
import { findMediaIds } from '../../src/channels/snapshot/findMediaIds.ts'
import { DEFAULT_LOCALE, type PostSnapshot } from '../../src/domain/content.ts'
import type { Commerce } from '../../src/domain/disclosure/commerce.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { resolveVariables, type VariableFacts } from '../../src/domain/writing/resolveVariables.ts'
import type { RenditionMaker } from '../renditions/createRenditions.ts'
import type { DrawingOf } from '../renditions/findDrawings.ts'
import { findBusiness } from './findBusiness.ts'
import type { Sources, StoredVersion } from './sources.ts'
import type { CompiledRow } from './writeRows.ts'
import { reasonAbout } from '../../src/domain/reasons/reason.ts'

export interface CompileRowsArgs {
  channels: readonly Document[]
  /** Where files are served, such as `/api/media/file`. */
  publicPath: string
  registry: ChannelRegistry
  renditions: Pick<RenditionMaker, 'drawingsFor' | 'want'>
  secrets: SecretBox
  sources: Sources
  version: StoredVersion
}

/** Compiles one version of a post for each channel, or says what the channels would refuse; orders the pictures that will be fetched from us. */
export async function compileRows(args: CompileRowsArgs): Promise<{ reasons: Reason[]; rows: CompiledRow[] }> {
  const { channels, publicPath, sources, version } = args
  const [documents, campaign] = await Promise.all([
    sources.findMedia(findMediaIds(version.version)),
    sources.findCampaign(version.version['campaign']),
  ])
  const { commerce, facts } = await findBusiness({ campaign, sources, version: version.version })
  const media = new Map(documents.map((document) => [String(document['_id']), document]))
  const post = buildPostSnapshot({
    campaign,
    media,
    postId: String(version.parent),
    publicPath,
    version: version.version,
    versionId: String(version._id),
  })
  const drawingOf = await args.renditions.drawingsFor({ channels, kinds: args.registry, media, publicPath })
  const results = channels.map((channel) => compileRow({ ...args, channel, commerce, drawingOf, facts, media, post }))

  await args.renditions.want([...new Set(results.flatMap(({ content }) => content.pictures ?? []))])

  return { reasons: results.flatMap(({ faults }) => faults), rows: results }
}

interface CompileRowArgs extends CompileRowsArgs {
  channel: Document
  commerce: Commerce
  drawingOf: DrawingOf
  facts: VariableFacts
  media: ReadonlyMap<string, Document>
  post: PostSnapshot
}

function compileRow(args: CompileRowArgs): CompiledRow {
  const { channel, commerce, drawingOf, facts, media, post, publicPath, registry, secrets, version } = args
  const account = readAccount(channel, secrets)
  // A rehearsal needs no credentials: it goes to the sandbox.
  const faults = account.mode === 'rehearsal' ? [] : (registry.find(account.kind)?.checkAccount?.(account) ?? [])
  const { link, values } = resolveVariables({ channel: account, facts, post, publicUrl: registry.publicUrl })
  const { content, contentHash, findings } = compileContent({
    adapter: registry.adapterFor(account),
    commerce,
    drawWith: drawingOf(account.id),
    limits: account.limits,
    locale: DEFAULT_LOCALE,
    post,
    values,
    variant: buildVariantSnapshot({ channelId: account.id, media, publicPath, version: version.version }),
  })

  return {
    channelId: account.id,
    content,
    contentHash,
    faults: [...faults, ...findings.filter(({ severity }) => severity === 'error')].map((reason) => ({
      ...reasonAbout(account.name, reason),
      path: 'channels',
    })),
    isRehearsal: account.mode === 'rehearsal',
    link: link !== null && JSON.stringify(content).includes(`/r/${link.code}`) ? link : null,
  }
}
