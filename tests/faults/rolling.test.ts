import { describe, inject, it } from 'vitest'

import { SECOND } from '../../src/domain/duration.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import { setStage, type Stage } from './stage.ts'

/** Long, so that a lease which runs out was left behind and not merely overtaken by a busy machine. */
const limits = { leaseMs: 40 * SECOND, safetyMs: 5 * SECOND }

/** A load for about ten seconds, whatever the workers do. */
const load = (stage: Stage): Promise<unknown> =>
  stage.addRows({ count: 400, dueAt: (index) => new Date(Date.now() + SECOND + index * 25) })

describe('two versions side by side', () => {
  it('lose nothing and send nothing twice while one after the other is replaced', async ({ expect }) => {
    const stage = await setStage({ deduplication: 'none', mode: '/slow', uri: inject('mongoUri') })
    const drains: { leasesLeft: number; tookMs: number }[] = []

    const drain = async (worker: Awaited<ReturnType<Stage['startWorker']>>): Promise<void> => {
      const askedAt = performance.now()

      await stage.stopWorker(worker)
      drains.push({ leasesLeft: 0, tookMs: performance.now() - askedAt })
    }

    try {
      const old = await Promise.all([1, 2].map(() => stage.startWorker({ limits, version: '1.0.0' })))

      await load(stage)
      await until('a part has arrived', async () => (await stage.arrivals()).length > 40)
      const young = await stage.startWorker({ limits, version: '1.1.0' })

      await until('both show themselves', async () => (await versions(stage)).join() === '1.0.0,1.1.0')
      await drain(old[0] as (typeof old)[0])
      await drain(old[1] as (typeof old)[0])
      await drain(young)

      // Nobody lives any more, so every lease still there was left behind.
      const leasesLeft = await stage.rows.countDocuments({ leaseUntil: { $ne: null } })
      const locksLeft = await stage.db.collection('agenda_jobs').countDocuments({ lockedAt: { $ne: null } })

      drains.push({ leasesLeft, tookMs: 0 })
      expect(locksLeft).toBe(0)
      expect(await versions(stage)).toEqual([])

      await stage.startWorker({ limits, version: '1.1.0' })
      await stage.settles(['published'])
      const evidence = await stage.evidence()

      // No lease ran out: each worker gave back what it did not begin.
      expect(findBreaches({ ...evidence, drains, recoveryMs: 0 })).toEqual([])
    } finally {
      await stage.close()
    }
  })
})

const versions = async (stage: Stage): Promise<string[]> =>
  (await stage.db.collection('workers').distinct('version')).sort() as string[]
