import type { Db } from 'mongodb'

import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import type { Log } from '../log.ts'
import { deliverPending } from './deliverPending.ts'
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

/** Tells the targets of the alarms what is written down for them; a target that is gone or switched off is told nothing. */
export const deliverNotices = (args: DeliverNoticesArgs): Promise<void> =>
  deliverPending<AlarmNotice>({
    notices: args.db.collection(ALARM_NOTICES),
    onFailure: ({ name, target }, error) =>
      args.log.warn({ alarm: name, error, target }, 'an alarm did not reach its target'),
    async tell(notice) {
      const target = (await findTargets(args)).get(notice.target)

      await (target === undefined ? Promise.resolve() : tellTarget(args, { notice, target }))
    },
  })
