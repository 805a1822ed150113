import type { CollectionAfterReadHook, CollectionBeforeChangeHook } from 'payload'

import { decideChallengeStatus } from '../src/domain/challengeStatus.ts'
import type { Challenge } from '../src/payload-types.ts'
import type { Dependencies } from './dependencies.ts'

type Derive = (clock: Dependencies['clock']) => {
  read: CollectionAfterReadHook<Challenge>
  save: CollectionBeforeChangeHook<Challenge>
}

/** Lets time say where a challenge stands, when it is saved and at each reading; lists are kept true by a job. */
export const deriveChallengeStatus: Derive = (clock) => ({
  read: ({ doc }) => ({ ...doc, ...derive(doc, clock()) }),
  save: ({ data, originalDoc }) => ({ ...data, ...derive({ ...originalDoc, ...data }, clock()) }),
})

/** Nothing, where a reading chose to leave out what it takes. */
function derive({ endAt, judging, startAt, status }: Partial<Challenge>, now: Date): Partial<Challenge> {
  if (!endAt || !startAt || !status) {
    return {}
  }

  return {
    status: decideChallengeStatus({
      announceAt: judging?.announceAt ? new Date(judging.announceAt) : null,
      endAt: new Date(endAt),
      now,
      startAt: new Date(startAt),
      status,
    }),
  }
}
