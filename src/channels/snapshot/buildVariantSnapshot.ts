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
  const row = findVariant(args.version, args.channelId)

  if (row === undefined) {
    return null
  }

  const mentions = textsOf(row['mentions'])
  const topics = textsOf(row['topics'])

  return {
    firstComment: textOf(row['firstComment']) || null,
    media: idsOf(row['media'])
      .map(mediaFinder(args))
      .filter((media) => media !== null),
    ...(mentions.length > 0 && { mentions }),
    text: textOf(row['text']) || null,
    title: textOf(row['title']) || null,
    ...(topics.length > 0 && { topics }),
  }
}

/** The row of a version's `variants` for one channel. */
export const findVariant = (version: RawDocument, channelId: string): RawDocument | undefined =>
  variantsOf(version).find((variant) => idOf(variant['channel']) === channelId)

/** The rows of a version's `variants`. */
export const variantsOf = (version: RawDocument): RawDocument[] =>
  Array.isArray(version['variants']) ? version['variants'].filter(isRecord) : []

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((text) => text.trim() !== '') : []
