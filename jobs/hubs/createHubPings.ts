import { SECOND } from '../../src/domain/duration.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { SettleObserver } from '../following/createFollowUp.ts'
import { oneAtATime } from '../oneAtATime.ts'
import { type HubPingArgs, pingHubs } from './pingHubs.ts'
import { wantPings } from './wantPings.ts'

/**
 * Tells the WebSub hubs of open feeds that there is something new.
 *
 * The observer writes down which channels changed and pings at once; the periodic job does it again for hubs that did not answer.
 * Many publications of a moment are one ping, and none of them waits for it.
 */
export function createHubPings(args: HubPingArgs): { job: PeriodicJob; observer: SettleObserver } {
  const run = oneAtATime(() => pingHubs(args))

  return {
    job: { name: 'ping-hubs', everyMs: 10 * SECOND, run },
    observer: {
      name: 'hubs',
      async settled(rows) {
        if ((await wantPings({ db: args.db, rows })) > 0) {
          // Not waited for: a slow hub must not hold up what else follows an outcome.
          run().catch((error: unknown) => args.log.warn({ err: error }, 'hubs wait for the next round'))
        }
      },
    },
  }
}
