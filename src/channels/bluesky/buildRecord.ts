import type { Handles } from '../../domain/channelAdapter.ts'
import type { RenderedContent } from '../../domain/content.ts'
import { isImage, mediaOf } from '../renderedMedia.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { type Facet, findFacets } from './findFacets.ts'

/** A picture that was uploaded. */
export interface UploadedImage {
  aspectRatio?: { height: number; width: number }
  /** As `uploadBlob` gave it; goes into the record as it is. */
  blob: Record<string, unknown>
}

/** What names a record for good: where it is, and what is in it. */
export interface RecordRef {
  cid: string
  uri: string
}

export interface BuildPartArgs {
  handles: Handles
  index: number
  /** The parts before it. */
  made: readonly RecordRef[]
  part: string
  rendered: RenderedContent
}

/** The record of one part of a thread: it answers the one before it, and the pictures stand at the first. */
export function buildPart({ handles, index, made, part, rendered }: BuildPartArgs): Record<string, unknown> {
  const [root, parent] = [made[0], made.at(-1)]
  const facets = findFacets(part)

  return {
    ...buildRecord({ ...rendered, facets, text: part, ...(index > 0 && { media: [] }) }, handles),
    // Lists are ordered by it.
    createdAt: new Date(Date.parse(textOf(handles['createdAt'])) + index).toISOString(),
    ...(root !== undefined && parent !== undefined && { reply: { parent, root } }),
  }
}

/** The record `app.bsky.feed.post` of a publication; the same whenever it is built. */
export function buildRecord(rendered: RenderedContent, handles: Handles): Record<string, unknown> {
  const images = isRecord(handles['images']) ? (handles['images'] as Record<string, UploadedImage>) : {}
  const dids = isRecord(handles['dids']) ? handles['dids'] : {}
  const facets = (Array.isArray(rendered['facets']) ? (rendered['facets'] as Facet[]) : []).flatMap((facet) =>
    facetOf(facet, dids),
  )
  const shown = mediaOf(rendered)
    .filter(isImage)
    .flatMap(({ alt, id }) => {
      const { aspectRatio, blob } = images[id] ?? {}

      return blob === undefined ? [] : [{ alt, ...(aspectRatio && { aspectRatio }), image: blob }]
    })

  return {
    $type: 'app.bsky.feed.post',
    createdAt: handles['createdAt'],
    ...(shown.length > 0 && { embed: { $type: 'app.bsky.embed.images', images: shown } }),
    ...(facets.length > 0 && { facets }),
    langs: [rendered['language']],
    text: rendered['text'],
  }
}

/** A mention of somebody who is not there stays plain text. */
function facetOf({ byteEnd, byteStart, feature }: Facet, dids: Record<string, unknown>): Record<string, unknown>[] {
  const index = { byteEnd, byteStart }

  switch (feature.type) {
    case 'link':
      return [{ features: [{ $type: 'app.bsky.richtext.facet#link', uri: feature.uri }], index }]
    case 'mention': {
      const did = textOf(dids[feature.handle])

      return did === '' ? [] : [{ features: [{ $type: 'app.bsky.richtext.facet#mention', did }], index }]
    }
    case 'tag':
      return [{ features: [{ $type: 'app.bsky.richtext.facet#tag', tag: feature.tag }], index }]
  }
}
