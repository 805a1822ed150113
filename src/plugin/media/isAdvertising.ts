import { type Document, ObjectId } from 'mongodb'
import type { Payload } from 'payload'

import { readCommerce } from '../../channels/snapshot/readCommerce.ts'
import { rawCollection } from '../../database/handles.ts'
import { isCommercial } from '../../domain/disclosure/commerce.ts'
import { COLLABORATIONS, LINKS, OFFERS, POSTS } from '../../domain/slugs.ts'

/**
 * Whether what shows a tracking link must say 广告 (Internet Advertising Measures, Art. 9): the way to buy is the link itself, and the business is
 * that of its collaboration, or of the post that it stands in.
 *
 * Read as it is stored, because whoever makes a card may not see the collaboration, and must label the card all the same.
 */
export async function isAdvertising(payload: Payload, linkId: string): Promise<boolean> {
  const find = (slug: string, id: unknown): Promise<Document | null> =>
    ObjectId.isValid(String(id))
      ? rawCollection(payload, slug).findOne({ _id: new ObjectId(String(id)) })
      : Promise.resolve(null)
  const link = await find(LINKS, linkId)
  const post = await find(POSTS, link?.['post'])
  const offers = (post?.['offers'] ?? []) as ObjectId[]
  const known = {
    offers:
      offers.length === 0
        ? []
        : await rawCollection(payload, OFFERS)
            .find({ _id: { $in: offers } })
            .toArray(),
    version: post ?? {},
  }
  const collaborations = [
    await find(COLLABORATIONS, link?.['collaboration']),
    await find(COLLABORATIONS, post?.['collaboration']),
  ]

  return collaborations.some((collaboration) => isCommercial(readCommerce({ ...known, collaboration })))
}
