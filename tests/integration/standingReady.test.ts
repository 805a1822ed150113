import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { OPERATIONS } from '../../src/domain/slugs.ts'
import { aChannel } from '../support/aChannel.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'
import { until } from '../support/until.ts'

const SLOTS = 8

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'standing_ready')
})
afterEach(async () => {
  await stage.db.collection('globals').deleteMany({})
  await stage.sweep()
})
afterAll(() => stage.close())

/** A platform that gives no answer until it is let go. */
async function aHungChannel(limits = {}) {
  const begun: number[] = []
  let letGo: () => void = () => undefined
  const going = new Promise<void>((resolve) => (letGo = resolve))
  const { id } = await stage.join(
    aChannel(
      {
        async commit({ publicationId }) {
          begun.push(Date.now())
          await going

          return { remoteId: publicationId, state: 'published' }
        },
      },
      { account: { limits } },
    ),
  )

  return { begun, id, letGo }
}

const countIn = (state: string): Promise<number> => stage.rows.countDocuments({ state: state as 'sending' })

describe('what is marked behind sends that hang', () => {
  it('does not leave once everything is frozen', async () => {
    const { begun, id, letGo } = await aHungChannel()
    const dueAt = new Date(Date.now() + SECOND)

    await stage.arm(...Array.from({ length: 40 }, () => ({ channel: id, dueAt })))
    await stage.start({ limits: { channelConcurrency: SLOTS } })
    await until('more are marked than are on their way', async () => (await countIn('sending')) > SLOTS)
    await stage.db.collection('globals').insertOne({ globalType: OPERATIONS, frozen: true })
    await until('only these are', async () => (await countIn('sending')) === SLOTS)
    letGo()
    await until('the others are held', async () => (await countIn('blocked')) === 40 - SLOTS)

    expect(begun).toHaveLength(SLOTS)
    expect(await countIn('published')).toBe(SLOTS)
    expect(await stage.rows.countDocuments({ attempts: { $gt: 0 }, state: 'blocked' })).toBe(0)
  })

  it('leaves at the rate of its channel once they answer', async () => {
    const { begun, id, letGo } = await aHungChannel({ rate: { burst: 1, count: 10, seconds: 1 } })
    const from = Date.now()

    await stage.arm(...Array.from({ length: 40 }, (_, index) => ({ channel: id, dueAt: new Date(from + index) })))
    await stage.start({ limits: { channelConcurrency: SLOTS } })
    await until('all places are taken', () => Promise.resolve(begun.length === SLOTS))
    await until('tokens have come meanwhile', async () => (await countIn('claimed')) >= SLOTS)
    await until('none is marked behind them', async () => (await countIn('sending')) === SLOTS)
    const letGoAt = Date.now()

    letGo()
    await until('all are out', async () => (await countIn('published')) === 40)

    // The burst, the rate's second, and half a second's worth of tokens that have just come.
    expect(begun.filter((at) => at >= letGoAt && at < letGoAt + SECOND).length).toBeLessThanOrEqual(1 + 10 + 5 + 1)
  })
})
