import type { Payload, PayloadRequest } from 'payload'

import { romanise } from '../../hooks/posts/romanise.ts'
import { rawCollection, sessionOf } from '../database/handles.ts'
import { pickFreeSlug } from '../domain/slug.ts'
import { POSTS } from '../domain/slugs.ts'

/** Gives each title a slug that no post and no draft has, as the admin would; two reads for any number of titles. */
export async function createSlugPicker(payload: Payload, req: PayloadRequest): Promise<(title: string) => string> {
  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  // One after the other: a transaction takes one operation at a time.
  const ofPosts: unknown[] = await rawCollection(payload, POSTS).distinct('slug', {}, options)
  const ofDrafts: unknown[] = await rawCollection(payload, `_${POSTS}_versions`).distinct(
    'version.slug',
    { latest: true },
    options,
  )
  const taken = new Set([...ofPosts, ...ofDrafts].map(String))

  return (title) => {
    const slug = pickFreeSlug({ base: romanise(title) || 'post', taken })

    taken.add(slug)

    return slug
  }
}
