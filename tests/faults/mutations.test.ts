import { MongoServerError, ObjectId } from 'mongodb'
import { describe, inject, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { publicationId } from '../../src/domain/publicationId.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import type { Mutation } from './mutations.ts'
import { aRow, setStage, type Stage } from './stage.ts'

/**
 * The checks of the other tests are worth something only if they fail when a guard is missing.
 *
 * One story with all that the guards are for: two workers that go for the same rows, one that sleeps past its lease, and
 * every occurrence armed twice. It is played with the ledger as it is, and with each guard taken out.
 */
async function findBreachesWithout(mutation?: Mutation): Promise<string[]> {
  const stage = await setStage({ mode: '/dropped', uri: inject('mongoUri') })
  const orders = mutation === undefined ? {} : { mutation }

  try {
    await armTwice(stage, { count: 12, inMs: SECOND, mutation })
    const sleeper = await stage.startWorker(orders)

    await until('some are on the wire', async () => (await stage.arrivals()).length >= 8)
    sleeper.kill('SIGSTOP')
    await stage.startWorker(orders)
    await until('another has taken over', async () => (await stage.rows.countDocuments({ attempts: { $gt: 1 } })) > 0)
    stage.calm()
    await patiently(mutation, () => stage.settles(['published']))
    sleeper.kill('SIGCONT')
    // Both look every three seconds for what is due in the next four and a half.
    await armTwice(stage, { count: 40, inMs: 6 * SECOND, mutation })
    await patiently(mutation, () => stage.settles(['published']))
    await patiently(mutation, () => stage.stopWorker(sleeper))

    return findBreaches(await stage.evidence())
  } finally {
    await stage.close()
  }
}

/** A broken ledger may never come to rest; it has had time enough to break something. */
async function patiently(mutation: Mutation | undefined, settles: () => Promise<void>): Promise<void> {
  await (mutation === undefined ? settles() : Promise.race([settles().catch(() => undefined), rest(12 * SECOND)]))
}

interface ArmTwiceArgs {
  count: number
  inMs: number
  mutation: Mutation | undefined
}

/** As by two saves at one time: the same occurrences again, under ids that are derived or, without the guard, drawn. */
async function armTwice(stage: Stage, { count, inMs, mutation }: ArmTwiceArgs): Promise<void> {
  const dueAt = new Date(Date.now() + inMs)
  const occurrences = Array.from({ length: count }, () => aRow({ channel: stage.channel, dueAt }))
  const arm = async (): Promise<void> => {
    const rows = occurrences.map((row) => ({
      ...row,
      _id: mutation === 'unique-id' ? new ObjectId().toHexString() : idOf(row),
    }))

    await stage.rows.insertMany(rows, { ordered: false }).catch(ignoreDoubles)
  }

  await stage.db.collection('posts').insertMany(occurrences.map(({ post }) => ({ _id: post, stage: 'approved' })))
  await Promise.all([arm(), arm()])
}

const idOf = ({ channel, occurrenceAt, post, schedule }: ReturnType<typeof aRow>): string =>
  publicationId({ channelId: String(channel), occurrenceAt, postId: String(post), scheduleId: String(schedule) })

function ignoreDoubles(error: unknown): void {
  if (!(error instanceof MongoServerError && error.code === 11000)) {
    throw error
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('the story of two workers, a sleeper and a double arming', () => {
  it.concurrent('breaks nothing with the ledger as it is', async ({ expect }) => {
    expect(await findBreachesWithout()).toEqual([])
  })

  it.concurrent.for<[Mutation, RegExp]>([
    ['compare-and-set', /^I4: .+ was taken while it was held/],
    ['fence', /^I4: .+ went from published to/],
    ['unique-id', /^I1: .+ took effect 2 times/],
  ])('is seen to break when the ledger has no %s', async ([mutation, breach], { expect }) => {
    expect(await findBreachesWithout(mutation)).toContainEqual(expect.stringMatching(breach))
  })
})
