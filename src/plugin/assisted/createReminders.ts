import type { Payload } from 'payload'

import { createReminderJob } from '../../../jobs/assisted/createReminderJob.ts'
import type { PeriodicJob } from '../../../jobs/clock/periodicJob.ts'
import { createGuardedSockets } from '../../channels/guardedSocket.ts'
import { readEnv } from '../../config/env.ts'
import { databaseOf } from '../../database/handles.ts'
import { composeOutbound, publicUrlOf } from '../channels.ts'
import { servicesOf } from '../services.ts'

/** Reminders of what people publish by hand, by the same way out as the alarms. */
export function createReminders(payload: Payload, { clock }: { clock: () => Date }): PeriodicJob {
  const env = readEnv()
  const { channels, secrets } = servicesOf(payload)

  return createReminderJob({
    adminUrl: `${publicUrlOf(env)}${payload.config.routes.admin}`,
    channels,
    clock,
    connectMail: createGuardedSockets({ allow: env.OUTBOUND_ALLOW }),
    db: databaseOf(payload),
    fetch: composeOutbound(env),
    log: payload.logger,
    secrets,
    users: payload.config.admin.user,
  })
}
