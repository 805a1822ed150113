import type { CollectionBeforeChangeHook, CollectionBeforeDeleteHook, PayloadRequest } from 'payload'

import { losesAdmin } from '../src/domain/lastAdmin.ts'
import { USERS } from '../src/domain/slugs.ts'
import type { User } from '../src/payload-types.ts'
import { refuse } from './refuse.ts'

/** Keeps the last administrator's role: without one, nobody could ever grant a right again. */
export const keepLastAdminRole: CollectionBeforeChangeHook<User> = async ({
  collection,
  data,
  operation,
  originalDoc,
  req,
}) => {
  const before = originalDoc?.roles ?? []

  if (operation === 'update' && originalDoc !== undefined && losesAdmin({ after: data.roles ?? before, before })) {
    await requireAnotherAdmin({ collection: collection.slug, id: originalDoc.id, path: 'roles', req })
  }

  return data
}

/** Keeps the last administrator. */
export const keepLastAdmin: CollectionBeforeDeleteHook = async ({ collection, id, req }) => {
  const user = await req.payload.db.findOne<User>({ collection: USERS, req, where: { id: { equals: id } } })

  if (user?.roles?.includes('admin')) {
    await requireAnotherAdmin({ collection: collection.slug, id, path: 'id', req })
  }
}

interface RequireAnotherAdminArgs {
  collection: string
  id: number | string
  path: string
  req: PayloadRequest
}

async function requireAnotherAdmin({ collection, id, path, req }: RequireAnotherAdminArgs): Promise<void> {
  const other = await req.payload.db.findOne({
    collection: USERS,
    req,
    where: { and: [{ roles: { contains: 'admin' } }, { id: { not_equals: id } }] },
  })

  if (other === null) {
    refuse([{ message: LAST_ADMIN, path }], { collection, req })
  }
}

const LAST_ADMIN = {
  en: 'This is the last administrator. Give another person the role first.',
  zh: '这是最后一位管理员，请先将管理员角色授予他人。',
}
