import { ObjectId, type Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { DAY, SECOND } from '../../src/domain/duration.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { aPublication } from '../support/aPublication.ts'
import { openSendingStage, type SendingStage } from '../support/sendingStage.ts'

const BACKLOG = 2_000

/** One field of the filter of each search that comes again and again. */
const SEARCHES = ['dueAt', 'followed', 'leaseUntil', 'lookAt', 'pending.pollAt', 'unpublishAt']

let stage: SendingStage

beforeAll(async () => {
  stage = await openSendingStage(inject('mongoUri'), 'idle')
})
afterAll(async () => {
  await stage.db.setProfilingLevel('off')
  await stage.close()
})

const searches = (): Promise<Document[]> =>
  stage.db.collection('system.profile').find({ 'command.find': PUBLICATIONS }).toArray()

describe('a worker with nothing to do', () => {
  it('examines no row of those that are due later, in any of its periodic searches', async () => {
    const later = Date.now() + DAY

    await stage.rows.insertMany(
      Array.from({ length: BACKLOG }, (_, index) =>
        aPublication({ channel: new ObjectId(), dueAt: new Date(later + index * SECOND) }),
      ),
    )
    await stage.db.setProfilingLevel('all')
    await stage.start()
    await expect
      .poll(
        async () => [
          ...new Set((await searches()).flatMap(({ command }) => Object.keys((command as { filter: object }).filter))),
        ],
        { interval: 500, timeout: 50 * SECOND },
      )
      .toEqual(expect.arrayContaining(SEARCHES))

    const costly = (await searches()).filter(
      ({ docsExamined, keysExamined, planSummary }) =>
        Number(docsExamined) > 0 || Number(keysExamined) > 1 || String(planSummary).includes('COLLSCAN'),
    )

    expect(costly.map((one) => JSON.stringify([one['planSummary'], one['command']]))).toEqual([])
  })
})
