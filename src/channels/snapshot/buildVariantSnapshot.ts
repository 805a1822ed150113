import type { VariantSnapshot } from '../../domain/content.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { mediaFinder } from './buildPostSnapshot.ts'
import { idOf, idsOf, type RawDocument, type RawMedia } from './mediaSnapshot.ts'

export interface BuildVariantSnapshotArgs {
  channelId: string
  media: RawMedia
  publicPath: string
  version: RawDocument
}

/** What an editor wrote for one channel, or null when the post speaks for itself there. */
export function buildVariantSnapshot(args: BuildVariantSnapshotArgs): VariantSnapshot | null {
  const row = variantsOf(args.version).find((variant) => idOf(variant['channel']) === args.channelId)

  if (row === undefined) {
    return null
  }

  return {
    firstComment: textOf(row['firstComment']) || null,
    media: idsOf(row['media'])
      .map(mediaFinder(args))
      .filter((media) => media !== null),
    text: textOf(row['text']) || null,
    title: textOf(row['title']) || null,
  }
}

/** The rows of a version's `variants`. */
export const variantsOf = (version: RawDocument): RawDocument[] =>
  Array.isArray(version['variants']) ? version['variants'].filter(isRecord) : []
