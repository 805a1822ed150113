import type { CollectionSlug, PayloadRequest } from 'payload'

import { findBrandAssetUses, findMediaUses, type Use } from '../../../hooks/media/findUses.ts'
import { MEDIA } from '../../domain/slugs.ts'

/** A use with what people call it; null where the asker may not read it. */
export interface ListedUse extends Use {
  title: string | null
}

export interface ListUsesArgs {
  collection: 'brand-assets' | 'media'
  id: string
  req: PayloadRequest
}

/** Where a medium or brand asset is used; names only what the asker may read, and counts the rest. */
export async function listUses({ collection, id, req }: ListUsesArgs): Promise<ListedUse[]> {
  // By Payload's own access, so that nobody learns of what he may not see.
  await req.payload.findByID({ id, collection, depth: 0, overrideAccess: false, req })

  const uses = await (collection === MEDIA ? findMediaUses : findBrandAssetUses)({ id, req })
  const listed: ListedUse[] = []

  for (const slug of new Set(uses.map((use) => use.slug))) {
    const ids = uses.filter((use) => use.slug === slug).map((use) => use.id)
    const titles = await findTitles({ ids, req, slug })

    listed.push(...ids.map((each) => ({ id: each, slug, title: titles.get(each) ?? null })))
  }

  return listed
}

interface FindTitlesArgs {
  ids: readonly string[]
  req: PayloadRequest
  slug: CollectionSlug
}

async function findTitles({ ids, req, slug }: FindTitlesArgs): Promise<ReadonlyMap<string, string>> {
  const { useAsTitle = 'id' } = req.payload.collections[slug].config.admin
  const { docs } = await req.payload.find({
    collection: slug,
    depth: 0,
    // Whoever may read none of them gets none, and no refusal.
    disableErrors: true,
    draft: true,
    limit: ids.length,
    overrideAccess: false,
    req,
    where: { id: { in: ids } },
  })

  return new Map(
    docs.map((doc) => {
      const title = (doc as unknown as Record<string, unknown>)[useAsTitle]

      return [String(doc.id), typeof title === 'string' && title !== '' ? title : String(doc.id)]
    }),
  )
}
