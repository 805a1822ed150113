import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { type ReplicaSetOfThree, startReplicaSetOfThree } from '../support/replicaSet.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import { say, scale } from './scale.ts'
import { setStage, type Stage } from './stage.ts'

let set: ReplicaSetOfThree

beforeAll(async () => {
  set = await startReplicaSetOfThree()
})

afterAll(() => set.stop())

const ROUNDS = scale.isFull ? 10 : 1

/** An election may take two seconds of silence and some to agree; what is due after that is on time again. */
const AFTER_ELECTION_MS = 2 * SECOND
const LATE_MS = 10 * SECOND

describe.each([
  ['is killed', () => set.killPrimary()],
  ['steps down', () => set.stepDown()],
])('a replica set of three whose primary %s', (_how, fail) => {
  it('loses no row that it acknowledged, sends none twice, and is on time again', async () => {
    const stage = await setStage({ mode: '/slow', uri: set.uri })
    const writer = writeRows(stage)
    let electedAt = Infinity

    try {
      await Promise.all([stage.startWorker(), stage.startWorker()])

      for (let round = 0; round < ROUNDS; round += 1) {
        const before = (await stage.arrivals()).length

        await until('some have arrived', async () => (await stage.arrivals()).length > before + 20)
        const failedAt = Date.now()

        await fail()
        electedAt = Date.now()
        say(`fail-over: writable again after ${electedAt - failedAt} ms`)
        await set.revive()
      }

      const acknowledged = await writer.stop()

      await stage.settles(['published'])
      const evidence = await stage.evidence()
      const after = evidence.rows.filter(({ dueAt }) => dueAt.getTime() > electedAt + AFTER_ELECTION_MS)
      const lateAfterFailover = after.filter((row) => (row.latenessMs ?? 0) > LATE_MS).map(({ _id }) => _id)

      expect(acknowledged.length).toBeGreaterThan(20)
      expect(findBreaches({ ...evidence, acknowledged, lateAfterFailover })).toEqual([])
      say(`${evidence.rows.length} rows, ${acknowledged.length} acknowledged, worst lateness after the election
        ${Math.max(0, ...after.map((row) => row.latenessMs ?? 0))} ms`)
    } finally {
      await writer.stop()
      await stage.close()
    }
  })
})

/** Somebody who goes on planning all the time; notes which rows the database said it has. */
function writeRows(stage: Stage): { stop: () => Promise<string[]> } {
  const acknowledged: string[] = []
  let isStopped = false

  const write = async (): Promise<void> => {
    while (!isStopped) {
      try {
        const rows = await stage.addRows({ count: 5, dueAt: () => new Date(Date.now() + SECOND) })

        acknowledged.push(...rows.map(({ _id }) => _id))
      } catch {
        // It may be there or not: nobody was told that it is.
      }

      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const writing = write()

  return {
    async stop() {
      isStopped = true
      await writing

      return acknowledged
    },
  }
}
