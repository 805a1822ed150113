import { findBodyMedia } from '../../domain/bodyMedia.ts'
import { LOCALES } from '../../domain/content.ts'
import { isRecord } from '../richText/richTextNode.ts'
import { variantsOf } from './buildVariantSnapshot.ts'
import { idOf, idsOf, type RawDocument } from './mediaSnapshot.ts'

/** The ids (hex) of all media that a version of a post shows: cover, gallery, variants, and inside its bodies. */
export function findMediaIds(version: RawDocument): string[] {
  const found = [
    idOf(version['cover']),
    ...idsOf(version['gallery']),
    ...variantsOf(version).flatMap((variant) => idsOf(variant['media'])),
    ...bodiesOf(version['body']).flatMap(findBodyMedia),
  ]

  return [...new Set(found.filter((id) => id !== null))]
}

const bodiesOf = (body: unknown): unknown[] =>
  isRecord(body) && !('root' in body) ? LOCALES.map((locale) => body[locale]) : [body]
