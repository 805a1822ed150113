import type { Db } from 'mongodb'

import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { serverTimePlus } from '../ledger/rows.ts'
import type { Log } from '../log.ts'
import type { ConnectMail } from './email.ts'
import { findTargets } from './findTargets.ts'
import { ALARM_NOTICES, type AlarmNotice } from './records.ts'
import { tellTarget } from './tellTarget.ts'

export interface DeliverNoticesArgs {
  /** Opens a connection to a mail server, by the same policy as everything else that goes out. */
  connectMail: ConnectMail
  db: Db
  fetch: SafeFetch
  log: Log
  secrets: Pick<SecretBox, 'open'>
}

const LEASE_MS = 30 * SECOND
const MOST_TRIES = 6
const AT_ONCE = 20

/** Tells what is written down and due; what fails is told again for some minutes, then given up with its reason. */
export async function deliverNotices(args: DeliverNoticesArgs): Promise<void> {
  const { db, log, secrets } = args
  const notices = db.collection<AlarmNotice>(ALARM_NOTICES)

  for (let count = 0; count < AT_ONCE; count += 1) {
    const notice = await claimNotice(db)

    if (notice === null) {
      return
    }

    const target = (await findTargets({ db, secrets })).get(notice.target)

    try {
      await (target === undefined ? Promise.resolve() : tellTarget(args, { notice, target }))
      await notices.updateOne({ _id: notice._id }, { $set: { lastError: null, leaseUntil: null, state: 'sent' } })
    } catch (error) {
      const tries = notice.tries + 1
      const lastError = error instanceof Error ? error.message : String(error)
      const isGivenUp = tries >= MOST_TRIES

      log.warn({ alarm: notice.name, error: lastError, target: notice.target }, 'an alarm did not reach its target')
      await notices.updateOne({ _id: notice._id }, [
        {
          $set: {
            lastError: { $literal: lastError },
            leaseUntil: null,
            nextAt: serverTimePlus(Math.min(5 * MINUTE, 5 * SECOND * 3 ** notice.tries)),
            state: isGivenUp ? 'dead' : 'pending',
            tries,
          },
        },
      ])
    }
  }
}

const claimNotice = (db: Db): Promise<AlarmNotice | null> =>
  db.collection<AlarmNotice>(ALARM_NOTICES).findOneAndUpdate(
    {
      $expr: { $and: [{ $lte: ['$nextAt', '$$NOW'] }, { $lte: [{ $ifNull: ['$leaseUntil', '$nextAt'] }, '$$NOW'] }] },
      state: 'pending',
    },
    [{ $set: { leaseUntil: serverTimePlus(LEASE_MS) } }],
    { returnDocument: 'after', sort: { at: 1 } },
  )
