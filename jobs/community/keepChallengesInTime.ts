import type { Db } from 'mongodb'

import { TIMED_STATUSES } from '../../src/domain/challengeStatus.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { CHALLENGES } from '../../src/domain/slugs.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'

/** Registers with the clock what keeps lists and filters of challenges true. */
export const createChallengeJob = (db: Db): PeriodicJob => ({
  name: 'keep-challenges-in-time',
  everyMs: MINUTE,
  run: () => keepChallengesInTime(db),
})

/** Writes what `decideChallengeStatus` says at each reading, by the server's clock, in one update. */
export async function keepChallengesInTime(db: Db): Promise<void> {
  await db.collection(CHALLENGES).updateMany({ status: { $in: [...TIMED_STATUSES] } }, [
    {
      $set: {
        status: {
          $switch: {
            branches: [
              { case: { $lt: ['$$NOW', '$startAt'] }, then: 'upcoming' },
              { case: { $lt: ['$$NOW', '$endAt'] }, then: 'open' },
              {
                case: {
                  $and: [
                    { $eq: [{ $type: '$judging.announceAt' }, 'date'] },
                    { $gte: ['$$NOW', '$judging.announceAt'] },
                  ],
                },
                then: 'announced',
              },
            ],
            default: 'judging',
          },
        },
      },
    },
  ])
}
