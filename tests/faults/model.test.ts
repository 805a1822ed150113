import fc, { type AsyncCommand } from 'fast-check'
import { type Db, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { createLedger } from '../../jobs/ledger/createLedger.ts'
import { type Rows, rowsOf, type StoredRow } from '../../jobs/ledger/rows.ts'
import { createServerClock, type ServerClock } from '../../jobs/serverClock.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationAction } from '../../src/domain/publication.ts'
import { decideAct } from '../../src/domain/publicationActions.ts'
import { canTransition } from '../../src/domain/publicationStates.ts'
import { mayBeOut } from '../../src/domain/unknownOutcome.ts'
import { aPublication } from '../support/aPublication.ts'
import { createMemoryLedger } from './memoryLedger.ts'
import { rowsWithout } from './mutations.ts'
import { scale } from './scale.ts'
import * as walk from './walk.ts'

/** Two rows on a channel that knows our keys, two on one that does not. */
const IDS = ['key-1', 'key-2', 'none-1', 'none-2']

let client: MongoClient
let clock: ServerClock
let db: Db

beforeAll(async () => {
  client = await new MongoClient(`${inject('mongoUri')}/?directConnection=true`).connect()
  db = client.db(`walk_${new ObjectId().toHexString()}`)
  clock = await createServerClock({ db })
})

afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

/** What both sides must agree on; instants only as far as they are past or to come. */
const shape = (row: StoredRow) => ({
  attempts: row.attempts,
  error: row.error?.code ?? null,
  fence: row.fence,
  id: row._id,
  isDue: row.dueAt <= new Date(),
  isHeld: Boolean(row.leaseUntil) && Boolean(row.token),
  isLookedAt: Boolean(row.lookAt),
  state: row.state,
})

type Step = (side: walk.Side) => unknown

/** What happens, step by step on both sides; after each they must agree, and no promise may be broken. */
class Happening implements AsyncCommand<walk.Side, walk.Side> {
  readonly steps: Step[]

  constructor(
    readonly name: string,
    ...steps: Step[]
  ) {
    this.steps = steps
  }

  check = (): boolean => true

  async run(model: walk.Side, real: walk.Side): Promise<void> {
    for (const step of this.steps) {
      await takeStep(step, { model, real })
    }
  }

  toString = (): string => this.name
}

async function takeStep(step: Step, { model, real }: { model: walk.Side; real: walk.Side }): Promise<void> {
  const before = await model.rows().then((rows) => rows.map(shape))

  await step(model)
  await step(real)
  const after = (await real.rows()).map(shape)

  expect(after).toEqual((await model.rows()).map(shape))
  expect(real.effects).toEqual(model.effects)
  expect([...real.effects.values()].filter((times) => times > 1)).toEqual([])
  after.forEach(({ fence, id, state }, index) => {
    const was = before[index]

    expect(was?.state === state || (was && canTransition(was.state, state)), `${id}: ${was?.state} to ${state}`).toBe(
      true,
    )
    expect(fence).toBeGreaterThanOrEqual(was?.fence ?? 0)
    expect(state !== 'published' || real.effects.get(id) === 1, `${id} is called published`).toBe(true)
  })
}

/** Bytes may leave only for a row that is marked for this very sender. */
async function sendMarked(side: walk.Side, args: { answer: walk.Answer; worker: number }): Promise<void> {
  const states = new Map((await side.rows()).map(({ _id, state }) => [_id, state]))

  expect(walk.send(side, args).filter((id) => states.get(id) !== 'sending')).toEqual([])
}

/** A person acts on what the screen shows, which may be old; on an unknown outcome the person tells the truth. */
async function act(
  side: walk.Side,
  { action, byHand, id }: { action: PublicationAction; byHand: boolean; id: string },
): Promise<void> {
  const row = side.seen.get(id)
  const outcome = side.effects.has(id) ? 'published' : 'absent'
  const decision =
    row === undefined
      ? null
      : decideAct({
          action,
          data: { byHand, outcome },
          mayBeOut: mayBeOut(row),
          state: row.state,
          unwanted: row.unwanted ?? null,
        })

  if (row !== undefined && decision !== null && decision.action !== 'refuse') {
    await side.act({ action, decision, row })
  }
}

async function see(side: walk.Side, id: string): Promise<void> {
  const row = (await side.rows()).find(({ _id }) => _id === id)

  if (row !== undefined) {
    side.seen.set(id, { ...row })
  }
}

const worker = fc.nat({ max: 1 })
const id = fc.constantFrom(...IDS)

/** What workers do, and what is done to them. */
const OF_WORKERS = [
  fc
    .record({ limit: fc.integer({ max: 4, min: 1 }), worker })
    .map((args) => new Happening(`claim ${JSON.stringify(args)}`, (side) => walk.claim(side, args))),
  worker.map((who) => new Happening(`mark ${who}`, (side) => walk.mark(side, who))),
  worker.map((who) => new Happening(`unmark ${who}`, (side) => walk.unmark(side, who))),
  fc
    .record({ answer: fc.constantFrom(...walk.ANSWERS), worker })
    .map((args) => new Happening(`send ${JSON.stringify(args)}`, (side) => sendMarked(side, args))),
  worker.map((who) => new Happening(`acknowledge ${who}`, (side) => walk.acknowledge(side, who))),
  worker.map((who) => new Happening(`crash ${who}`, (side) => walk.crash(side, who))),
  fc
    .constantFrom(40 * SECOND, 2 * MINUTE, 12 * MINUTE)
    .map((ms) => new Happening(`pass ${ms / SECOND} s`, (side) => walk.pass(side, ms))),
  fc.constant(new Happening('reap', (side) => side.ledger.reapExpired())),
  fc.constant(new Happening('look', walk.look)),
  worker.map(
    (who) =>
      new Happening(
        `send all ${who}`,
        (side) => walk.claim(side, { limit: 4, worker: who }),
        (side) => walk.mark(side, who),
        (side) => sendMarked(side, { answer: 'yes', worker: who }),
      ),
  ),
  fc.constant(
    new Happening(
      'take over',
      (side) => walk.pass(side, 2 * MINUTE),
      (side) => side.ledger.reapExpired(),
      walk.look,
    ),
  ),
]

const ALL = [
  ...OF_WORKERS,
  worker.map((who) => new Happening(`renew ${who}`, (side) => walk.renew(side, who))),
  worker.map((who) => new Happening(`release ${who}`, (side) => walk.release(side, who))),
  fc.constant(new Happening('withdraw what is asked back', walk.withdraw)),
  id.map((which) => new Happening(`see ${which}`, (side) => see(side, which))),
  fc
    .record({
      action: fc.constantFrom<PublicationAction>('cancel', 'publish-now', 'resolve', 'retry', 'withdraw'),
      byHand: fc.boolean(),
      id,
    })
    .map((args) => new Happening(`act ${JSON.stringify(args)}`, (side) => act(side, args))),
]

const sideOf = (given: Pick<walk.Side, 'act' | 'ledger' | 'pass' | 'rows'>): walk.Side => ({
  ...given,
  deduplication: (row) => (row.startsWith('key') ? 'native-key' : 'none'),
  effects: new Map(),
  seen: new Map(),
  workers: [new Map<string, walk.Holding>(), new Map<string, walk.Holding>()],
})

async function openSides(rows: Rows): Promise<{ model: walk.Side; real: walk.Side }> {
  const start = IDS.map((_id, index) => aPublication({ _id, dueAt: new Date(Date.now() - (10 - index) * SECOND) }))
  const stored = new Map(start.map((row) => [row._id, { ...row }]))

  await rows.deleteMany({})
  await rows.insertMany(start)

  return {
    model: sideOf({ ...walk.inMemory(stored), ledger: createMemoryLedger({ now: () => Date.now(), rows: stored }) }),
    real: sideOf({ ...walk.onDatabase(rows), ledger: createLedger({ clock, db, rows }) }),
  }
}

/** Everybody sleeps past every lease; then one worker that nothing happens to does what there is to do. */
async function finish(side: walk.Side): Promise<void> {
  const fresh = { ...side, workers: [new Map<string, walk.Holding>()] }

  for (let round = 0; round < 3; round += 1) {
    await walk.pass(fresh, HOUR)
    await side.ledger.reapExpired()
    await walk.look(fresh)
    await walk.claim(fresh, { limit: 10, worker: 0 })
    await walk.mark(fresh, 0)
    await sendMarked(fresh, { answer: 'yes', worker: 0 })
    await walk.acknowledge(fresh, 0)
  }
}

/** Walks over the ledger, or over one that lacks a guard; every walk ends in outcomes. */
const walks = (rows: Rows, happenings = ALL) =>
  fc.asyncProperty(fc.commands(happenings, { maxCommands: 50, size: 'max' }), async (commands) => {
    const { model, real } = await openSides(rows)

    await fc.asyncModelRun(() => ({ model, real }), commands)
    await finish(real)

    const states = (await real.rows()).map(({ state }) => state)

    expect(states.filter((state) => ['armed', 'claimed', 'sending'].includes(state))).toEqual([])
    expect([...real.effects.values()].filter((times) => times > 1)).toEqual([])
  })

describe('a walk through the states of publications', () => {
  it(
    'leads the ledger nowhere that its model does not go, and breaks no promise on the way',
    () => fc.assert(walks(rowsOf(db)), { numRuns: scale.walks, seed: scale.seed }),
    HOUR,
  )

  it.each(['compare-and-set', 'fence'] as const)('goes astray soon when the ledger has no %s', async (mutation) => {
    const { failed } = await fc.check(walks(rowsWithout(rowsOf(db), mutation), OF_WORKERS), {
      endOnFailure: true,
      numRuns: 500,
    })

    expect(failed).toBe(true)
  })
})
