import type { PayloadRequest } from 'payload'

import { findPerson } from '../../src/access/people.ts'
import { PUBLICATION_ACTION_ROLES } from '../../src/domain/publicationActions.ts'

export interface Operator {
  email: string
  id: string
  name: string
}

const MOST = 300

/** The people who may publish by hand, as the one who asks may see them. */
export async function findOperators(req: PayloadRequest): Promise<Operator[]> {
  const collection = req.payload.config.admin.user as 'users'
  const { docs } = await req.payload.find({
    collection,
    depth: 0,
    limit: MOST,
    overrideAccess: false,
    pagination: false,
    req,
  })

  return docs
    .filter((user) =>
      findPerson({ ...user, collection })?.roles.some((role) => PUBLICATION_ACTION_ROLES.attest.includes(role)),
    )
    .map(({ email, id, name }) => ({ email, id: String(id), name: name || email }))
}
