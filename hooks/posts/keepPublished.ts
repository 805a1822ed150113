import type { CollectionBeforeOperationHook, Where } from 'payload'

import { POSTS } from '../../src/domain/slugs.ts'
import { refuse } from '../refuse.ts'

interface UpdateArgs {
  data?: { _status?: unknown; deletedAt?: unknown }
  draft?: boolean
  id?: string
  where?: Where
}

/**
 * Saves edits of a published post as drafts: what stands in the main document is what went out.
 *
 * Only the ledger publishes. A person who sets `_status` to published is told so; a script that leaves `_status`
 * alone cannot demote a published post by accident.
 */
export const keepPublished: CollectionBeforeOperationHook = async ({ args, collection, operation, req }) => {
  const given = args as UpdateArgs

  if ((operation === 'create' || operation === 'update') && req.user && given.data?._status === 'published') {
    refuse([{ message: ONLY_SCHEDULES_PUBLISH, path: '_status' }], { collection: collection.slug, req })
  }

  if ((operation as string) === 'restoreVersion') {
    return { ...args, draft: true }
  }

  const isTrusted = !req.user && given.data?._status !== undefined

  if (operation !== 'update' || isTrusted) {
    return args
  }

  const target: Where = given.id === undefined ? (given.where ?? {}) : { id: { equals: given.id } }
  const published = await req.payload.db.findOne({
    collection: POSTS,
    req,
    where: { and: [target, { _status: { equals: 'published' } }] },
  })

  if (published !== null && given.data?.deletedAt) {
    refuse([{ message: WITHDRAW_FIRST, path: 'deletedAt' }], { collection: collection.slug, req })
  }

  return published === null ? args : { ...args, draft: true }
}

const ONLY_SCHEDULES_PUBLISH = {
  en: 'Posts are published by a schedule. Approve the post, then arm a schedule or publish now.',
  zh: '内容由排期发布：请先通过审核，再设置排期或立即发布。',
}

const WITHDRAW_FIRST = {
  en: 'This post is published. Withdraw its publications before you move it to the trash.',
  zh: '该内容已发布，请先下线其发布记录，再移入回收站。',
}
