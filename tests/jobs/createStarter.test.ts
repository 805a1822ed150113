import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'

import type { Claim } from '../../jobs/ledger/rows.ts'
import type { Settlement } from '../../jobs/ledger/settlement.ts'
import type { OpenChannel } from '../../jobs/sending/channelCache.ts'
import { createLanes } from '../../jobs/sending/createLanes.ts'
import { createStarter, type Starter } from '../../jobs/sending/createStarter.ts'
import { createHeldClaims } from '../../jobs/sending/heldClaims.ts'
import { SENDING_LIMITS } from '../../jobs/sending/limits.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { aContent, aPublication } from '../support/aPublication.ts'
import { silentLog } from '../support/silentLog.ts'

const feed = new ObjectId()
const robot = new ObjectId()

/** More than are sent at one time to all channels together. */
const MANY = SENDING_LIMITS.overallConcurrency + 1

const PICTURE = '/renditions/v1/a'

const never = () => new Promise<void>(() => undefined)

/** Channels that take all there is to send at one time, were each to have all of its slots. */
const SILENT = Array.from({ length: SENDING_LIMITS.overallConcurrency / 32 + 2 }, () => new ObjectId())

interface Given {
  arePicturesMade?: OpenChannel['arePicturesMade']
  longestSendMs?: number
  makePictures?: NonNullable<OpenChannel['makePictures']>
  /** Channels before the robot that give no answer, with twice as many rows each as they have slots. */
  silent?: readonly ObjectId[]
}

/** A worker's starter with many rows of a feed that show a picture, and one of a robot behind them. */
function aStage({ arePicturesMade, longestSendMs = 5 * MINUTE, makePictures = never, silent = [] }: Given = {}) {
  const sent: string[] = []
  const signals = new Set<AbortSignal>()
  const settled: Settlement[] = []
  const held = createHeldClaims({
    ...SENDING_LIMITS,
    clock: { floorMs: () => Date.now() },
    ledger: { renew: (claims) => Promise.resolve([...claims]) },
    log: silentLog,
    longestSendMs,
  })
  const lanes = createLanes(SENDING_LIMITS)
  const aClaim = (channel: ObjectId, pictures?: string[]): Claim => ({
    leaseMs: MINUTE,
    row: aPublication({
      attempts: 1,
      channel,
      content: { ...aContent(), ...(pictures && { pictures }) },
      dueAt: new Date(Date.now() - 10),
      state: 'sending',
    }),
    since: { steadyMs: performance.now(), wallMs: Date.now() },
  })
  const claims = [
    ...Array.from({ length: MANY }, () => aClaim(feed, [PICTURE])),
    ...silent.flatMap((channel) => Array.from({ length: 64 }, () => aClaim(channel))),
    aClaim(robot),
  ]

  held.add(claims)
  lanes.put(claims, (channel) => (channel.equals(feed) ? Infinity : 32))
  lanes.all().forEach((lane) => lane.ready.push(...lane.waiting.splice(0)))

  const openChannel = (id: ObjectId) =>
    Promise.resolve({
      account: { mode: 'live' },
      adapter: {
        commit({ signal }: { signal: AbortSignal }) {
          const isSilent = silent.some((channel) => channel.equals(id))

          sent.push(id.equals(feed) ? 'feed' : isSilent ? id.toHexString() : 'robot')
          signals.add(signal)

          return isSilent ? never() : Promise.resolve({ remoteId: 'r', state: 'published' })
        },
        manifest: { mode: id.equals(feed) ? 'feed' : 'api' },
      },
      ...(arePicturesMade && { arePicturesMade }),
      makePictures,
    } as unknown as OpenChannel)
  const starter: Starter = createStarter({
    advance: () => starter.start(),
    clock: { floorMs: () => Date.now(), now: () => new Date(), offsetMs: () => 0, sample: () => Promise.resolve() },
    failpoints: { reach: () => undefined },
    held,
    lanes,
    ledger: { keepHandles: () => Promise.resolve() },
    limits: SENDING_LIMITS,
    openChannel,
    queue: { push: (settlement: Settlement) => settled.push(settlement) } as never,
    random: () => 0,
  })

  starter.start()

  return { held, sent, settled, signals, starter }
}

const outcomesOf = (settled: readonly Settlement[]) => new Set(settled.map(({ outcome }) => outcome.state))

describe('a feed that waits for its pictures', () => {
  it('takes no place of other channels', async () => {
    const { sent, starter } = aStage()

    await vi.waitFor(() => expect(sent).toEqual(['robot']))
    await starter.idle(0)
  })

  it('is broken off by a stop, and comes again', async () => {
    const { settled, starter } = aStage()

    await starter.idle(20)

    expect(settled).toHaveLength(MANY + 1)
    expect(outcomesOf(settled)).toEqual(new Set(['armed', 'published']))
  })

  it('is broken off when it takes too long, although its lease is renewed', async () => {
    const { held, settled } = aStage({ longestSendMs: 20 })

    await vi.waitFor(async () => {
      await held.keep()
      expect(settled).toHaveLength(MANY + 1)
    })
  })

  it('gives each publication a signal of its own', async () => {
    const { sent, signals, starter } = aStage({ makePictures: () => Promise.resolve() })

    await starter.idle(MINUTE)
    expect(sent).toHaveLength(MANY + 1)
    expect(signals.size).toBe(MANY + 1)
  })

  it('waits for nothing where they are known to be made', async () => {
    const makePictures = vi.fn(never)
    const { sent, signals } = aStage({ arePicturesMade: () => true, makePictures })

    // The channel is opened; with it the first row begins, and the rest in the same turn.
    await Promise.resolve()
    await Promise.resolve()
    expect(sent.filter((kind) => kind === 'feed')).toHaveLength(MANY)
    expect(signals.size).toBeLessThanOrEqual(2)
    expect(makePictures).not.toHaveBeenCalled()
  })
})

describe('channels that do not answer', () => {
  it('leave others their share, however many they are', async () => {
    const { sent } = aStage({ silent: SILENT })

    await vi.waitFor(() => expect(sent).toContain('robot'))
  })

  it('that came late have their share and no more', async () => {
    const { sent } = aStage({ silent: SILENT })
    const share = Math.floor(SENDING_LIMITS.overallConcurrency / SILENT.length)
    const countOf = (channel: ObjectId) => sent.filter((name) => name === channel.toHexString()).length

    // The robot's one row is answered, and what it had is the others'.
    await vi.waitFor(() =>
      expect(SILENT.map(countOf)).toEqual(SILENT.map((_, at) => (at < SILENT.length - 2 ? 32 : share))),
    )
  })
})
