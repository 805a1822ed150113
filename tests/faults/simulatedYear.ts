import { ObjectId } from 'mongodb'
import { vi } from 'vitest'

import { NO_FAILPOINTS } from '../../jobs/failpoints.ts'
import type { Ledger } from '../../jobs/ledger/createLedger.ts'
import type { StoredRow } from '../../jobs/ledger/rows.ts'
import type { Pace } from '../../jobs/pacing/createPace.ts'
import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { createDispatcher, type Dispatcher } from '../../jobs/sending/createDispatcher.ts'
import { SENDING_LIMITS } from '../../jobs/sending/limits.ts'
import { NO_TURN } from '../../jobs/rhythm/gateTurns.ts'
import type { ServerClock } from '../../jobs/serverClock.ts'
import { lookAtUnconfirmed } from '../../jobs/tending/lookAtUnconfirmed.ts'
import type { ChannelAdapter } from '../../src/domain/channelAdapter.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { expandRecurrence } from '../../src/domain/recurrence/expandRecurrence.ts'
import type { SeededRandom } from '../../src/domain/seededRandom.ts'
import { aContent, aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'
import type { Evidence } from './evidence.ts'
import { createMemoryLedger } from './memoryLedger.ts'
import type { Arrival } from './receiver.ts'

/** Daily posts at hours in which clocks change, in zones that change by an hour, by half of one, and not at all. */
const PLANS = [
  { hour: '02:30', timeZone: 'Europe/Berlin' },
  { hour: '01:30', timeZone: 'America/New_York' },
  { hour: '02:15', timeZone: 'Australia/Lord_Howe' },
  { hour: '20:00', timeZone: 'Asia/Shanghai' },
]

const YEAR_START = Date.UTC(2027, 0, 1)
const NEVER = new Promise<never>(() => undefined)

export interface SimulatedYear extends Evidence {
  crashes: number
}

/**
 * Lives through a year in seconds: the real dispatcher, the real rules of time and of unknown outcomes, with a clock, a
 * store, a channel and dice that the seed decides. Workers die at any step; a dead one never gets an answer again.
 */
export async function liveThroughYear(random: SeededRandom): Promise<SimulatedYear> {
  // The looks at unknown outcomes draw their pauses themselves.
  const dice = vi.spyOn(Math, 'random').mockImplementation(() => random.next())

  vi.useFakeTimers({ now: YEAR_START, toFake: [...FAKED] })

  try {
    const world = createWorld(random)

    for (const at of world.dueTimes) {
      vi.setSystemTime(Math.max(Date.now(), at - 4 * SECOND))
      await world.liveThrough(at)
    }

    return { arrivals: world.arrivals, crashes: world.crashes(), history: new Map(), rows: [...world.rows.values()] }
  } finally {
    vi.useRealTimers()
    dice.mockRestore()
  }
}

const FAKED = [
  'Date',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'performance',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const

function createWorld(random: SeededRandom) {
  const arrivals: Arrival[] = []
  const effects = new Set<string>()
  const channel = new ObjectId()
  const rows = new Map(PLANS.flatMap((plan) => planYear(plan, channel)).map((row) => [row._id, row]))
  const store = createMemoryLedger({ now: () => Date.now(), rows })
  let crashes = 0

  /** A worker: everything it asks of the world goes through here, and stops when it is dead. */
  const startWorker = (): Worker => {
    let isDead = false
    const alive = async <T>(work: () => Promise<T> | T): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, random.between(1, 40)))

      if (!isDead && random.next() < 0.004) {
        isDead = true
        crashes += 1
      }

      // It may die before the step, or after it and before its answer.
      const result = isDead && random.next() < 0.5 ? NEVER : work()

      return isDead ? NEVER : result
    }
    const ledger = Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        (...given: unknown[]) => alive(() => (method as (...args: unknown[]) => Promise<unknown>)(...given)),
      ]),
    ) as unknown as Ledger
    const adapter: ChannelAdapter = {
      commit: ({ publicationId: id }) =>
        alive(() => {
          const lot = random.next()

          if (lot < 0.05) {
            throw refusal('retry')
          }

          const row = rows.get(id) as StoredRow

          arrivals.push({
            at: Date.now(),
            fence: row.fence,
            id,
            inFlight: 1,
            isEffect: !effects.has(id),
            occurrence: id,
            revision: 0,
          })
          effects.add(id)

          if (lot < 0.1) {
            throw refusal('unknown-outcome')
          }

          return { remoteId: id, state: 'published' as const }
        }),
      manifest: {
        checkedOn: '',
        credentials: [],
        deduplication: 'native-key',
        kind: 'webhook',
        label: { en: '', zh: '' },
        limits: {},
        mode: 'api',
        settings: [],
      },
      render: () => ({}),
      validate: () => [],
    }
    const opened: OpenChannel = {
      account: {
        credentials: {},
        id: String(channel),
        kind: 'webhook',
        limits: {},
        mode: 'live',
        name: '',
        settings: {},
        slug: '',
        timeZone: 'UTC',
      },
      adapter,
    }
    const shared = {
      clock: CLOCK,
      ledger,
      log: silentLog,
      openChannel: () => Promise.resolve(opened),
      settled: () => undefined,
    }
    const dispatcher = createDispatcher({
      ...shared,
      failpoints: NO_FAILPOINTS,
      findCampaignEnds: () => Promise.resolve(new Map()),
      findGateRules: () => Promise.resolve({ blackouts: [], rules: new Map(), turn: NO_TURN }),
      findHolds: () => Promise.resolve({ isChannelPaused: () => false, isFrozen: false, ofCampaign: () => undefined }),
      findPostFacts: (ids) =>
        Promise.resolve(new Map(ids.map((id) => [id.toHexString(), { stage: 'approved' as const, trashed: false }]))),
      findReleaseHolds: () => Promise.resolve(new Map()),
      findRights: () => Promise.resolve(() => null),
      limits: SENDING_LIMITS,
      pace: NO_PACE,
      random: () => random.next(),
    })

    return {
      dispatcher,
      isDead: () => isDead,
      async tend() {
        await ledger.reapExpired()
        await lookAtUnconfirmed({
          ...shared,
          adoptions: { claim: () => Promise.resolve(true), isTakenFrom: () => () => Promise.resolve(false) },
          findTold: () => Promise.resolve(null),
          left: [],
          stopping: new AbortController().signal,
        })
      },
    }
  }

  return {
    arrivals,
    crashes: () => crashes,
    dueTimes: [...new Set([...rows.values()].map(({ dueAt }) => dueAt.getTime()))].sort((a, b) => a - b),
    async liveThrough(at: number) {
      const isOpen = () =>
        [...rows.values()].some(
          ({ dueAt, lookAt, state }) => (UNFINISHED.has(state) && dueAt.getTime() <= at + HOUR) || lookAt,
        )
      let workers = [startWorker(), startWorker()]

      while (isOpen()) {
        for (const worker of workers) {
          worker.dispatcher.wake()
          void worker.tend()
        }

        await vi.advanceTimersByTimeAsync(3 * SECOND)
        workers = workers.map((worker) => (worker.isDead() ? startWorker() : worker))

        if (Date.now() > at + DAY) {
          throw new Error(`what was due at ${new Date(at).toISOString()} had no outcome a day later`)
        }
      }

      vi.clearAllTimers()
    },
    rows,
  }
}

interface Worker {
  dispatcher: Dispatcher
  isDead: () => boolean
  tend: () => Promise<void>
}

const UNFINISHED = new Set<string>(['armed', 'claimed', 'sending'])

const CLOCK: ServerClock = {
  floorMs: () => Date.now(),
  now: () => new Date(),
  offsetMs: () => 0,
  sample: () => Promise.resolve(),
}

const NO_PACE: Pace = {
  admit: (_channel, claims) => Promise.resolve({ passed: [...claims], pushed: [], waiting: [] }),
  keep: () => Promise.resolve(),
  observe: () => undefined,
  release: () => undefined,
  stop: () => Promise.resolve(),
}

const refusal = (errorClass: 'retry' | 'unknown-outcome'): ChannelError =>
  new ChannelError({ errorClass, message: 'as the dice fell' })

function planYear({ hour, timeZone }: (typeof PLANS)[number], channel: ObjectId): StoredRow[] {
  const [post, schedule] = [new ObjectId(), new ObjectId()]
  const occurrences = expandRecurrence({
    from: new Date(YEAR_START + DAY),
    limit: 365,
    localStart: `2027-01-01T${hour}:00`,
    recurrence: 'FREQ=DAILY',
    timeZone,
  })

  return occurrences.map(({ at }) =>
    aPublication({
      _id: publicationId({
        channelId: String(channel),
        occurrenceAt: at,
        postId: String(post),
        scheduleId: String(schedule),
      }),
      channel,
      content: aContent(),
      dueAt: at,
      graceMinutes: DAY / MINUTE,
      occurrenceAt: at,
      post,
      schedule,
    }),
  )
}
