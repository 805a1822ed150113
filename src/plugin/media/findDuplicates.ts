import type { PayloadRequest } from 'payload'

import { hashDistance, SIMILAR_WITHIN_BITS } from '../../domain/perceptualHash.ts'
import { MEDIA } from '../../domain/slugs.ts'

/** A file of the library that shows the same picture; `same` is the same file, byte for byte. */
export interface Duplicate {
  id: string
  alt: string | null
  filename: string
  likeness: 'same' | 'similar'
  thumbnail: string | null
}

/** More of them tell an editor nothing more. */
const SHOWN = 10
const CANDIDATES = 200

/** Finds what the library holds already of one medium, the same file first; only what the asker may read. */
export async function findDuplicates({ id, req }: { id: string; req: PayloadRequest }): Promise<Duplicate[]> {
  const own = await req.payload.findByID({ id, collection: MEDIA, overrideAccess: false, req, select: HASHES })
  const same = own.contentHash ? [{ contentHash: { equals: own.contentHash } }] : []
  const similar = own.hashBands?.length ? [{ hashBands: { in: own.hashBands } }] : []

  if (same.length + similar.length === 0) {
    return []
  }

  const { docs } = await req.payload.find({
    collection: MEDIA,
    depth: 0,
    limit: CANDIDATES,
    overrideAccess: false,
    req,
    where: { and: [{ id: { not_equals: id } }, { or: [...same, ...similar] }] },
  })

  return docs
    .map((doc) => ({ distance: distanceOf(own, doc), doc }))
    .filter(({ distance }) => distance <= SIMILAR_WITHIN_BITS)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SHOWN)
    .map(({ distance, doc }) => ({
      id: doc.id,
      alt: doc.alt ?? null,
      filename: doc.filename ?? '',
      likeness: distance === SAME ? ('same' as const) : ('similar' as const),
      thumbnail: doc.thumbnailURL ?? doc.url ?? null,
    }))
}

const HASHES = { contentHash: true, hashBands: true, perceptualHash: true } as const

/** Nearer than any two files that only look alike. */
const SAME = -1

interface Hashes {
  contentHash?: string | null
  perceptualHash?: string | null
}

function distanceOf(one: Hashes, other: Hashes): number {
  if (one.contentHash && one.contentHash === other.contentHash) {
    return SAME
  }

  return one.perceptualHash && other.perceptualHash ? hashDistance(one.perceptualHash, other.perceptualHash) : Infinity
}
