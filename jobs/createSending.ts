import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

import type { Db } from 'mongodb'

import { SECOND } from '../src/domain/duration.ts'
import { createBells } from './bells.ts'
import { createFindTold } from './callbacks/channelEvents.ts'
import { createClock } from './clock/createClock.ts'
import { HANG_BELLS_EVERY_MS, hangBells } from './clock/hangBells.ts'
import type { PeriodicJob } from './clock/periodicJob.ts'
import { type Failpoints, NO_FAILPOINTS } from './failpoints.ts'
import { createFollowUp, type SettleObserver } from './following/createFollowUp.ts'
import { beat, HEARTBEAT_MS } from './heartbeat.ts'
import { createHoldFacts } from './holding/holdFacts.ts'
import { releaseHeld } from './holding/releaseHeld.ts'
import { ledgerInTime } from './inTime.ts'
import { createLatenessWindow } from './lateness.ts'
import { createLedger, type Ledger } from './ledger/createLedger.ts'
import type { Settlement } from './ledger/settlement.ts'
import type { Log } from './log.ts'
import { createPace } from './pacing/createPace.ts'
import { createReleaseHolds } from './releases/holds.ts'
import { createCampaignEnds } from './sending/campaignEnds.ts'
import { cacheChannels, type OpenChannelById } from './sending/channelCache.ts'
import { createDispatcher } from './sending/createDispatcher.ts'
import { SENDING_LIMITS, type SendingLimits } from './sending/limits.ts'
import { createPostFacts } from './sending/postFacts.ts'
import { createGateRights } from './rights/gateRights.ts'
import { createGateRules } from './rhythm/gateRules.ts'
import { createAdoptions } from './tending/adoptions.ts'
import { createClockWarning } from './warnOfClock.ts'
import { createServerClock, type ServerClock } from './serverClock.ts'
import { tendLedger } from './tending/tendLedger.ts'
import { untilDone } from './untilDone.ts'

export interface CreateSendingArgs {
  /** Where others of this process tell the time by it as well; sampled here. */
  clock?: ServerClock
  db: Db
  failpoints?: Failpoints
  /** Only tests replace it. */
  ledger?: (args: { clock: ServerClock; db: Db }) => Ledger
  limits?: Partial<SendingLimits>
  log: Log
  observers?: readonly SettleObserver[]
  openChannel: OpenChannelById
  /** Further work for the clock. */
  periodic?: readonly PeriodicJob[]
  version?: string
}

export interface Sending {
  /** Stops within the limits' `stopMs` and a little; leaves no lease and no lock. */
  stop(): Promise<void>
}

/** A sweep finds what is due without its bell; it looks as far ahead as a bell does. */
const SWEEP_MS = 3 * SECOND
/** What a dead worker held is found within a second of its lease; a look costs one key of a small index. */
const REAP_MS = SECOND
/** A resume releases what was held at once; this finds what was held just after it. */
const RELEASE_EVERY_MS = 5 * SECOND
const REGISTER_MS = 15 * SECOND

/** Follows the server's clock; waits for a server that is away. */
export const openServerClock = ({ db, log }: { db: Db; log: Log }): Promise<ServerClock> =>
  untilDone(() => createServerClock({ db }), { log, what: 'read the server clock' })

/** Everything that sends: the dispatcher, the clock that wakes it, and the jobs that look after what it leaves. */
export async function createSending(args: CreateSendingArgs): Promise<Sending> {
  const { db, failpoints = NO_FAILPOINTS, log, observers = [], periodic = [], version = '0' } = args
  const limits = { ...SENDING_LIMITS, ...args.limits }
  const name = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const clock = args.clock ?? (await openServerClock({ db, log }))
  const ledger = ledgerInTime((args.ledger ?? createLedger)({ clock, db }))
  const followUp = createFollowUp({ db, isSettling: () => dispatcher.isSettling, log, observers })
  const lateness = createLatenessWindow()
  const settled = (settlements: readonly Settlement[]) => {
    lateness.note(settlements)
    followUp.follow(settlements.map(({ row }) => row._id))
  }
  const openChannel = cacheChannels(args.openChannel)
  const pace = await untilDone(() => createPace({ ...limits, clock, db, log, random: Math.random, worker: name }), {
    log,
    what: 'read the pace',
  })
  const shared = { clock, failpoints, ledger, limits, log, openChannel, settled }
  const dispatcher = createDispatcher({
    ...shared,
    findCampaignEnds: createCampaignEnds({ db }),
    findGateRules: createGateRules({ db }),
    findHolds: createHoldFacts({ clock, db }),
    findPostFacts: createPostFacts({ db }),
    findReleaseHolds: createReleaseHolds({ db }),
    findRights: createGateRights({ clock, db, openChannel }),
    pace,
    random: Math.random,
  })
  const tending = tendLedger({
    ...shared,
    adoptions: createAdoptions({ db }),
    findTold: createFindTold({ db }),
    followUp,
    wake: () => dispatcher.wake(),
  })
  const bells = createBells(() => db)
  const agenda = await createClock({
    db,
    log,
    name,
    onBell() {
      dispatcher.wake()
      tending.atBell()
    },
    periodic: [
      ...tending.jobs,
      { name: 'hang-bells', everyMs: HANG_BELLS_EVERY_MS, run: () => hangBells({ bells, clock, db }) },
      {
        name: 'release-held',
        everyMs: RELEASE_EVERY_MS,
        run: async () => void ((await releaseHeld(db)) && dispatcher.wake()),
      },
      ...periodic,
    ],
  })
  const startedAt = new Date()
  const warnOfClock = createClockWarning({ clock, log })
  const timers = [
    every(SWEEP_MS, () => Promise.resolve(dispatcher.wake())),
    every(REAP_MS, () => tending.reap()),
    every(REGISTER_MS, () => agenda.register()),
    every(HEARTBEAT_MS, async () => {
      await clock.sample()
      await pace.keep()
      warnOfClock()
      await beat({
        claims: dispatcher.held,
        clock,
        db,
        lateness: lateness.read(),
        name,
        oldestDueMs: dispatcher.takeOldestDueMs(),
        startedAt,
        version,
      })
    }),
  ]

  function every(ms: number, run: () => Promise<void>): NodeJS.Timeout {
    const safely = () =>
      void run().catch((error: unknown) => log.warn({ err: error }, 'the database does not answer; trying again'))

    safely()

    return setInterval(safely, ms)
  }

  return {
    async stop() {
      timers.forEach((timer) => clearInterval(timer))
      await Promise.all([
        dispatcher.stop(),
        tending.stop().catch((error: unknown) => log.warn({ err: error }, 'rows could not be given back')),
        agenda.stop().catch(() => undefined),
      ])
      await followUp.stop()
      await db
        .collection<{ _id: string }>('workers')
        .deleteOne({ _id: name })
        .catch(() => undefined)
    },
  }
}
