import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import type { AuditLog } from '../../hooks/dependencies.ts'
import { AUDIT_EVENTS, USERS } from '../domain/slugs.ts'
import { rawCollection, sessionOf } from './handles.ts'

/** Appends to `audit-events` by the driver, in the transaction of the request that did it. */
export const createAuditLog = ({ clock }: { clock: () => Date }): AuditLog => {
  const recordAll: AuditLog['recordAll'] = async (entries, req) => {
    if (entries.length === 0) {
      return
    }

    const session = await sessionOf(req)

    await rawCollection(req.payload, AUDIT_EVENTS).insertMany(
      entries.map(({ action, after, before, reason, subject }) => ({
        action,
        actor: readActor(req),
        actorName: readActorName(req),
        after: after ?? null,
        at: clock(),
        before: before ?? null,
        reason: reason ?? null,
        subjectId: subject.id,
        subjectType: subject.slug,
      })),
      session === undefined ? {} : { session },
    )
  }

  return { record: (entry, req) => recordAll([entry], req), recordAll }
}

/** Only a person of the admin can be linked; a machine is told by its name. */
function readActor({ user }: PayloadRequest): ObjectId | null {
  return user?.collection === USERS && ObjectId.isValid(user.id) ? new ObjectId(user.id) : null
}

function readActorName({ user }: PayloadRequest): string {
  const named = user as Record<string, unknown> | null

  return (
    ([named?.['name'], named?.['email']].find((name) => typeof name === 'string' && name !== '') as string) ?? 'system'
  )
}
