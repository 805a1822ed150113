import { afterAll, afterEach, beforeAll, describe, inject, it } from 'vitest'

import { releaseHeld } from '../../jobs/holding/releaseHeld.ts'
import { sendByHand } from '../../jobs/ledger/sendByHand.ts'
import { publishThread } from '../../src/channels/thread.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import { ChannelError } from '../../src/domain/errors.ts'
import { THREAD_HALF_OUT } from '../../src/domain/halfOut.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { aChannel } from '../support/aChannel.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'half-out')
})

afterEach(() => stage.sweep())
afterAll(() => stage.close())

/** Two hours on either side of this moment. */
function quietNow() {
  const wall = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16)

  return [{ from: wall(-2 * HOUR), until: wall(2 * HOUR), weekdays: [] }]
}

const ofChannel = ($set: Record<string, unknown>) => stage.db.collection(CHANNELS).updateMany({}, { $set })
const freeze = (frozen: boolean) =>
  stage.db.collection('globals').updateOne({ globalType: 'operations' }, { $set: { frozen } }, { upsert: true })

const HOLDS = [
  {
    held: { movedFor: ['QUIET_HOURS'], state: 'armed' },
    hold: () => ofChannel({ quietHours: quietNow() }),
    lift: () => stage.rows.updateMany({}, { $set: { dueAt: new Date(), onQuiet: 'ignore' } }),
    title: 'quiet hours move it',
  },
  {
    held: { error: { code: 'FROZEN' }, state: 'blocked' },
    hold: () => freeze(true),
    lift: async () => {
      await freeze(false)
      await releaseHeld(stage.db)
    },
    title: 'a freeze holds it',
  },
  {
    held: { error: { code: 'CHANNEL_PAUSED' }, state: 'blocked' },
    hold: () => ofChannel({ mode: 'paused' }),
    lift: async () => {
      await ofChannel({ mode: 'live' })
      await releaseHeld(stage.db)
    },
    title: 'a pause of its channel holds it',
  },
  {
    held: { error: { code: 'FROZEN' }, state: 'blocked' },
    hold: () => freeze(true),
    lift: async () => {
      await freeze(false)
      await stage.rows.updateMany({}, [{ $set: sendByHand({ action: 'publish-now' }) }])
    },
    title: 'a person sends it on after a freeze',
  },
]

describe('a thread of which a part is out', () => {
  it.each(HOLDS)('is not forgotten to be so where $title', async ({ held, hold, lift }) => {
    let isLoginOver = false
    const { id } = await stage.join(
      aChannel({
        async commit({ publicationId }) {
          await publishThread({
            parts: ['1/2', '2/2'],
            async publish({ index }) {
              if (isLoginOver) {
                throw new ChannelError({ errorClass: 'reauth-user', message: 'the login ended' })
              }

              if (index === 1) {
                await hold()
                throw new ChannelError({ errorClass: 'throttled', message: 'too many' })
              }
            },
            takeBack: () => Promise.resolve(),
          })

          return { remoteId: publicationId, state: 'published' }
        },
      }),
    )
    await ofChannel({ timeZone: 'UTC' })
    const [row] = await stage.arm({ channel: id })

    await stage.start()
    await stage.reaches(row, held, 20 * SECOND)

    isLoginOver = true
    await lift()
    await stage.reaches(
      row,
      {
        error: { code: THREAD_HALF_OUT, values: { count: 1, total: 2, why: 'the login ended' } },
        lookAt: null,
        state: 'unconfirmed',
      },
      20 * SECOND,
    )
  })
})
