import type { Payload } from 'payload'

import { MEDIA } from '../domain/slugs.ts'
import type { CoverFile } from './covers.ts'
import type { StoredCovers, StoreCoversArgs } from './storedCovers.ts'

export interface StoreElsewhereArgs extends Pick<StoreCoversArgs, 'alts'> {
  fresh: readonly CoverFile[]
  /** Ids of media by hash of their file; those of new ones are added. */
  ids: Map<string, string>
  payload: Payload
}

/** Stores pictures where uploads do not lie on this machine: by Payload, whose storage plugin knows where to. */
export async function storeElsewhere({ alts, fresh, ids, payload }: StoreElsewhereArgs): Promise<StoredCovers> {
  const stored: string[] = []

  for (const { data, file, hash, name } of fresh) {
    const { id } = await payload.create({
      collection: MEDIA,
      data: { alt: alts.get(hash) ?? '' },
      file: { data, mimetype: file.type, name, size: data.length },
    })

    ids.set(hash, id)
    stored.push(id)
  }

  return {
    async discard() {
      await Promise.all(stored.map((id) => payload.delete({ id, collection: MEDIA })))
    },
    idOf: ({ hash }) => ids.get(hash) ?? null,
    insert: () => Promise.resolve(),
  }
}
