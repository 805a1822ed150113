import { type ClientSession, type Db, type Document, ObjectId } from 'mongodb'

import { BRAND_ASSETS } from '../../src/domain/slugs.ts'

export interface FindMarkWorksArgs {
  /** Documents, as stored. */
  channels: readonly Document[]
  db: Db
  session?: ClientSession | undefined
}

/**
 * The works that channels lay over every picture, by the channel's id: the brand asset of their watermark, and its first file.
 *
 * One query, none where no channel has a watermark.
 */
export async function findMarkWorks({ channels, db, session }: FindMarkWorksArgs): Promise<Map<string, ObjectId[]>> {
  const marked = channels.flatMap(({ _id, watermark }): [string, ObjectId][] =>
    watermark instanceof ObjectId ? [[String(_id), watermark]] : [],
  )

  if (marked.length === 0) {
    return new Map()
  }

  const assets = await db
    .collection<{ _id: ObjectId; files?: unknown[] }>(BRAND_ASSETS)
    .find(
      { _id: { $in: marked.map(([, asset]) => asset) } },
      { projection: { files: { $slice: 1 } }, ...(session === undefined ? {} : { session }) },
    )
    .toArray()
  const filesOf = new Map(assets.map(({ _id, files = [] }) => [_id.toHexString(), files]))

  return new Map(
    marked.map(([channel, asset]) => [
      channel,
      [asset, ...(filesOf.get(asset.toHexString()) ?? []).filter((file) => file instanceof ObjectId)],
    ]),
  )
}
