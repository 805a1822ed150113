import { describe, inject, it } from 'vitest'

import { HOUR, MINUTE } from '../../src/domain/duration.ts'
import { until } from '../support/until.ts'
import { findBreaches } from './invariants.ts'
import { setStage } from './stage.ts'

const DUE = 150

describe('workers whose clocks are wrong', () => {
  it.concurrent(
    'by five minutes, one ahead and one behind, send nothing early and nothing twice',
    async ({ expect }) => {
      const stage = await setStage({ deduplication: 'none', mode: '/slow', uri: inject('mongoUri') })

      try {
        await Promise.all([5 * MINUTE, -5 * MINUTE].map((offset) => stage.startWorker({ clock: String(offset) })))
        await stage.addRows({ count: DUE, dueAt: (index) => new Date(Date.now() + 1_000 + index * 20) })
        await stage.settles(['published'])

        expect(findBreaches(await stage.evidence())).toEqual([])

        const offsets = await stage.db.collection('workers').distinct('clockOffsetMs')

        expect(offsets.map((offset) => Math.round(Number(offset) / MINUTE)).sort((a, b) => a - b)).toEqual([-5, 5])
      } finally {
        await stage.close()
      }
    },
  )

  it.concurrent(
    'because one is set back by an hour, send nothing early or twice and stay in time',
    async ({ expect }) => {
      const stage = await setStage({ mode: '/accept-then-drop', uri: inject('mongoUri') })

      try {
        await stage.startWorker({ clock: `0,${-HOUR}@4000` })
        await stage.addRows({ count: DUE, dueAt: (index) => new Date(Date.now() + 1_000 + index * 60) })
        await stage.settles(['published'])

        expect(findBreaches(await stage.evidence())).toEqual([])
      } finally {
        await stage.close()
      }
    },
  )

  it.concurrent('after one that was ahead has died, are not kept waiting by what it left', async ({ expect }) => {
    const stage = await setStage({ mode: '/accept-then-drop', uri: inject('mongoUri') })

    try {
      const ahead = await stage.startWorker({ clock: String(5 * MINUTE) })

      await until(
        'it has done all its periodic work once',
        async () =>
          (await stage.db.collection('agenda_jobs').countDocuments({ lastFinishedAt: null, type: 'single' })) === 0,
      )
      ahead.kill('SIGKILL')
      await stage.startWorker({ clock: String(-5 * MINUTE) })
      await stage.addRows({ count: DUE })
      await stage.settles(['published'])

      expect(findBreaches(await stage.evidence())).toEqual([])
    } finally {
      await stage.close()
    }
  })
})
