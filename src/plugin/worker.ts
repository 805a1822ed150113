import type { Payload } from 'payload'

import { createBells } from '../../jobs/bells.ts'
import { openServerClock, type Sending } from '../../jobs/createSending.ts'
import { createAheadJob } from '../../jobs/renditions/makeAhead.ts'
import { createRerenderJob } from '../../jobs/renditions/rerender.ts'
import { createReleaseRunner } from '../../jobs/releases/runReleases.ts'
import { createSegmentJob } from '../../jobs/community/countSegments.ts'
import { createChannelJobs } from '../../jobs/channels/channelJobs.ts'
import { createMetricsJob } from '../../jobs/channels/pullMetrics.ts'
import { createChallengeJob } from '../../jobs/community/keepChallengesInTime.ts'
import { createHubPings } from '../../jobs/hubs/createHubPings.ts'
import { createWebhookDelivery } from '../../jobs/webhooks/createWebhookDelivery.ts'
import { startWorker } from '../../jobs/worker.ts'
import { readEnv } from '../config/env.ts'
import { databaseOf } from '../database/handles.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { startAlarmWatch } from './alarms.ts'
import { composeOutbound, publicUrlOf } from './channels.ts'
import { createPictureMaker } from './media/createPictureMaker.ts'
import { createReminders } from './assisted/createReminders.ts'
import { createOccurrenceJobs } from './occurrenceJobs.ts'
import { composeObservers } from './observers.ts'
import { servicesOf } from './services.ts'

/** Starts the worker of one installation, with all that its outcomes are told to; for `src/cli` and host apps. */
export async function startDrumbeatWorker(payload: Payload, { version }: { version: string }): Promise<Sending> {
  const services = servicesOf(payload)

  if (!services.isEnabled) {
    return Promise.reject(new ConfigurationError('drumbeat({ enabled: false }) has no work; start no worker for it.'))
  }

  // What comes next, what is done and who is reminded must not hang on a machine whose clock is wrong.
  const serverClock = await openServerClock({ db: databaseOf(payload), log: payload.logger })
  const clock = () => serverClock.now()

  const webhooks = createWebhookDelivery({
    db: databaseOf(payload),
    fetch: composeOutbound(readEnv()),
    log: payload.logger,
    secrets: services.secrets,
  })

  const hubs = createHubPings({
    db: databaseOf(payload),
    fetch: composeOutbound(readEnv()),
    log: payload.logger,
    publicUrl: publicUrlOf(readEnv()),
  })

  const releases = createReleaseRunner({
    audit: services.audit,
    bells: createBells(() => databaseOf(payload)),
    channels: services.channels,
    log: payload.logger,
    payload,
    secrets: services.secrets,
  })

  const making = {
    channels: services.channels,
    clock,
    db: databaseOf(payload),
    renditions: services.renditions,
  }
  const sending = await startWorker({
    clock: serverClock,
    observers: [...composeObservers(payload, { clock }), webhooks.observer, hubs.observer, releases.observer],
    payload,
    pictures: createPictureMaker(services.renditions),
    periodic: [
      webhooks.job,
      hubs.job,
      releases.job,
      createReminders(payload, { clock }),
      ...createOccurrenceJobs(payload, { clock }),
      ...createChannelJobs({
        db: () => databaseOf(payload),
        log: payload.logger,
        registry: services.channels,
        secrets: services.secrets,
      }),
      createMetricsJob({
        clock,
        db: () => databaseOf(payload),
        log: payload.logger,
        record: (facts) => services.engagement.record(facts),
        registry: services.channels,
        secrets: services.secrets,
      }),
      createAheadJob({ ...making, log: payload.logger }),
      createChallengeJob(databaseOf(payload)),
      createRerenderJob(making),
      createSegmentJob({ clock, db: databaseOf(payload) }),
    ],
    services,
    version,
  })
  const alarms = startAlarmWatch(payload)

  return {
    async stop() {
      await Promise.all([sending.stop(), alarms.stop()])
    },
  }
}
