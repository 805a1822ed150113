import { Forbidden, type GlobalAfterChangeHook, type GlobalBeforeChangeHook } from 'payload'

import { RESUMING_ROLES } from '../src/domain/freezing.ts'
import { hasRole } from '../src/access/people.ts'
import { OPERATIONS, USERS } from '../src/domain/slugs.ts'
import type { Dependencies } from './dependencies.ts'

interface Operations {
  by?: unknown
  frozen?: boolean | null
  reason?: null | string
  since?: Date | null | string
}

/** Notes who froze everything and when; refuses to resume those who may only freeze. */
export const freezeOrResume =
  ({ clock }: Pick<Dependencies, 'clock'>): GlobalBeforeChangeHook =>
  ({ data, originalDoc, req }) => {
    const { user } = req
    const wanted = data as Operations
    const wasFrozen = (originalDoc as Operations | undefined)?.frozen === true
    const isFrozen = wanted.frozen ?? wasFrozen

    if (wasFrozen && !isFrozen) {
      // Without a user it is a command or a test, which has passed Payload's own access already.
      if (user && !hasRole(user, ...RESUMING_ROLES)) {
        throw new Forbidden(req.t)
      }

      return { ...wanted, by: null, reason: null, since: null }
    }

    return isFrozen && !wasFrozen
      ? { ...wanted, by: user?.collection === USERS ? user.id : null, since: clock().toISOString() }
      : wanted
  }

/** Writes down the act, and brings back what was held once a resume is committed. */
export const followFreeze =
  ({ services }: Pick<Dependencies, 'services'>): GlobalAfterChangeHook =>
  async ({ doc, previousDoc, req }) => {
    const now = doc as Operations
    const before = previousDoc as Operations | undefined

    if (now.frozen === true || before?.frozen === true) {
      const { audit, holding } = services(req.payload)
      const isResumed = now.frozen !== true

      if (isResumed || before?.frozen !== true) {
        const reason = isResumed ? before?.reason : now.reason

        await audit.record(
          {
            action: isResumed ? 'operations.resume' : 'operations.freeze',
            after: { frozen: now.frozen === true },
            before: { frozen: before?.frozen === true },
            subject: { id: OPERATIONS, slug: OPERATIONS },
            ...(typeof reason === 'string' && reason !== '' ? { reason } : {}),
          },
          req,
        )
      }

      if (isResumed) {
        await holding.release(req)
      }
    }

    return doc as unknown
  }
