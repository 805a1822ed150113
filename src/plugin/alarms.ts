import type { Payload } from 'payload'

import type { DeliverNoticesArgs } from '../../jobs/alarms/deliverNotices.ts'
import { type AlarmWatch, watchAlarms } from '../../jobs/alarms/watchAlarms.ts'
import { createGuardedSockets } from '../channels/guardedSocket.ts'
import { readEnv } from '../config/env.ts'
import { databaseOf } from '../database/handles.ts'
import { composeOutbound } from './channels.ts'
import { servicesOf } from './services.ts'

/** Watches the alarms in this process; the web process and every worker do, and one of them has the turn. */
export const startAlarmWatch = (payload: Payload): AlarmWatch => watchAlarms(alarmMeans(payload))

/** What it takes to tell a target something; all of it goes out by the one policy of this installation. */
export function alarmMeans(payload: Payload): DeliverNoticesArgs {
  const env = readEnv()

  return {
    connectMail: createGuardedSockets({ allow: env.OUTBOUND_ALLOW }),
    db: databaseOf(payload),
    fetch: composeOutbound(env),
    log: payload.logger,
    secrets: servicesOf(payload).secrets,
  }
}
