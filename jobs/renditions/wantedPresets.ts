import type { Db } from 'mongodb'

import type { ChannelRegistry } from '../../hooks/dependencies.ts'
import type { ChannelPresets } from '../../src/domain/presets/preset.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'

/** What each channel wants of pictures, by its id (hex); those that want nothing are left out. */
export async function findWishes(
  db: Db,
  channels: Pick<ChannelRegistry, 'find'>,
): Promise<ReadonlyMap<string, ChannelPresets>> {
  const documents = await db
    .collection(CHANNELS)
    .find({}, { projection: { deletedAt: 1, kind: 1 } })
    .toArray()

  return new Map(
    documents.flatMap((document) => {
      const presets = document['deletedAt'] ? undefined : channels.find(String(document['kind']))?.manifest.presets

      return presets === undefined ? [] : [[String(document._id), presets]]
    }),
  )
}
