import type { FieldHook } from 'payload'

import { POSTS } from '../../src/domain/slugs.ts'

/** Gives the card of a post that post's title, where no other was written. */
export const nameCardByPost: FieldHook = async ({ req, siblingData, value }) => {
  const { post } = siblingData as { post?: unknown }
  const id = typeof post === 'object' && post !== null && 'id' in post ? post.id : post

  if (value || (typeof id !== 'string' && typeof id !== 'number')) {
    return value as unknown
  }

  const found = await req.payload.findByID({
    id,
    collection: POSTS,
    depth: 0,
    disableErrors: true,
    req,
    select: { title: true },
  })

  return found?.title ?? null
}
