import { type Commerce, DISCLOSURES } from '../../domain/disclosure/commerce.ts'
import { isRecord, parseRichText, textOf, walk } from '../richText/richTextNode.ts'
import type { RawDocument } from './mediaSnapshot.ts'

export interface ReadCommerceArgs {
  /** The raw document of the version's collaboration, when it has one. */
  collaboration: RawDocument | null
  offers: readonly RawDocument[]
  /** `_posts_versions.version`. */
  version: RawDocument
}

/** Reads from stored documents what is known of the business behind a version. */
export const readCommerce = ({ collaboration, offers, version }: ReadCommerceArgs): Commerce => ({
  codes: [collaboration?.['promoCode'], ...offers.flatMap(sharedCodesOf)]
    .map(textOf)
    .filter((code) => code.length >= LEAST_CODE),
  declared: DISCLOSURES.find((disclosure) => disclosure === version['disclosure']) ?? null,
  hasCollaboration: collaboration !== null && mustDisclose(collaboration),
  hasOffers: offers.length > 0,
  hasProducts: bodiesOf(version['body']).some(hasProductCard),
})

/** A shorter one would be found in any word. */
const LEAST_CODE = 3
/** What has more codes gives each of them to one person, and no post shows them. */
const MOST_SHARED = 20

const sharedCodesOf = ({ codes }: RawDocument): unknown[] =>
  Array.isArray(codes) && codes.length <= MOST_SHARED ? codes : []

/** A collaboration is labelled unless somebody said that it need not be. */
export const mustDisclose = ({ disclosure }: RawDocument): boolean =>
  !isRecord(disclosure) || disclosure['required'] !== false

/** A body is one document, or one by locale. */
const bodiesOf = (body: unknown): unknown[] => (isRecord(body) && !('root' in body) ? Object.values(body) : [body])

function hasProductCard(body: unknown): boolean {
  const document = parseRichText(body)

  return document !== null && [...walk(document.root)].some(({ fields }) => fields?.['blockType'] === 'productCard')
}
