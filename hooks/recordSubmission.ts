import type { CollectionAfterChangeHook } from 'payload'

import { factId } from '../src/domain/factId.ts'
import { afterCommit } from './afterCommit.ts'
import type { Dependencies } from './dependencies.ts'
import { idOf } from './idOf.ts'

interface Submission {
  challenge?: unknown
  createdAt: string
  id: string
  member?: unknown
}

/** Tells engagement that an entry to a challenge came in. */
export const recordSubmission =
  ({ services }: Pick<Dependencies, 'services'>): CollectionAfterChangeHook<Submission> =>
  async ({ doc, operation, req }) => {
    if (operation === 'create') {
      const challenge = idOf(doc.challenge)
      const member = idOf(doc.member)

      await afterCommit(req, () =>
        services(req.payload).engagement.note({
          id: factId('submission', doc.id),
          occurredAt: new Date(doc.createdAt),
          type: 'submission',
          ...(challenge === null ? {} : { challenge }),
          ...(member === null ? {} : { member }),
        }),
      )
    }

    return doc
  }
