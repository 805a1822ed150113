import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { MIB } from '../../src/domain/duration.ts'
import { STAND_INS } from '../../src/sandbox/platforms/index.ts'
import { anAccount, channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from '../support/standIn.ts'
import { until } from '../support/until.ts'

const RESENT = ['mastodon', 'bluesky', 'discourse']
const READ = ['nodebb']
const LEFT = ['discord', 'qq-bot', 'slack', 'telegram', 'weibo']

interface Lost {
  id: string | undefined
  platform: RunningStandIn
}

let stage: SendingStage
let lost: Map<string, Lost>

// All at once: what follows waits for the worker's rounds.
beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'lost_answers')
  lost = new Map(await Promise.all([...RESENT, ...READ, ...LEFT].map(async (kind) => [kind, await arm(kind)] as const)))
  await stage.start()
  await Promise.all(
    Array.from(lost.values(), async ({ platform }) => {
      await until('the platform has taken it', () => Promise.resolve(platform.posts().length > 0))
      platform.switchTo('off')
    }),
  )
})

afterAll(async () => {
  await stage.close()
  await Promise.all(Array.from(lost.values(), ({ platform }) => platform.close()))
})

/** Arms one post on a stand-in that takes it and answers 504. */
async function arm(kind: string): Promise<Lost> {
  const standIn = STAND_INS.find((each) => each.kind === kind)
  const known = BUILT_IN_KINDS.find(({ manifest }) => manifest.kind === kind)

  if (standIn === undefined || known?.rehearseAt === undefined) {
    throw new Error(`nothing stands in for ${kind}`)
  }

  const platform = await startStandIn(standIn)
  const id = new ObjectId()
  const account = {
    ...anAccount({ id: id.toHexString(), kind }),
    ...known.rehearseAt({ settings: {}, token: STAND_IN_TOKEN, url: platform.url }),
  }
  const adapter = known.create(
    channelOptions({ account, fetch: createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB }) }),
  )
  const { content } = compileContent({ adapter, limits: {}, locale: 'zh', post: aPost(), variant: null })

  await stage.join({ account, adapter, id })
  platform.switchTo('accept-504')

  const [publication] = await stage.arm({ channel: id, content })

  return { id: publication, platform }
}

const find = (kind: string): Lost => {
  const found = lost.get(kind)

  if (found === undefined) {
    throw new Error(`${kind} was not armed`)
  }

  return found
}

describe('a lost answer', () => {
  it.each([
    ...RESENT.map((kind) => ({ attempts: 2, by: 'a second send that changes nothing', kind })),
    ...READ.map((kind) => ({ attempts: 1, by: 'a look at what stands there', kind })),
  ])('leaves one post on $kind, by $by', async ({ attempts, kind }) => {
    const { id, platform } = find(kind)

    await stage.reaches(id, { attempts, receipt: { remoteId: expect.any(String) as string }, state: 'published' })
    expect(platform.posts()).toHaveLength(1)
  })

  it('is left to a person where nothing tells, and nothing is sent again', async () => {
    const ids = LEFT.map((kind) => find(kind).id ?? '')
    const areLeft = () =>
      Promise.all(ids.map((id) => stage.reaches(id, { attempts: 1, lookAt: null, state: 'unconfirmed' })))

    await areLeft()
    // Asked once more, the worker asks a person once more.
    await stage.rows.updateMany({ _id: { $in: ids } }, { $set: { lookAt: new Date() } })
    await areLeft()
    expect(LEFT.map((kind) => find(kind).platform.posts().length)).toEqual(LEFT.map(() => 1))
  })
})
