import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'
import type { Db } from 'mongodb'

import { SECOND } from '../../src/domain/duration.ts'
import { percentile } from './bench.ts'

/** How late the last hundredth of `due` Agenda jobs of one instant starts, in milliseconds. */
export async function measureAgendaEach({ db, due }: { db: Db; due: number }): Promise<number> {
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db }),
    defaultConcurrency: 200,
    maxConcurrency: 200,
    processEvery: SECOND,
  })
  const dueAt = new Date(Date.now() + 5 * SECOND)
  const lateness: number[] = []

  agenda.define('publish', () => {
    lateness.push(Date.now() - dueAt.getTime())

    return Promise.resolve()
  })
  await agenda.ready
  await db.collection('agendaJobs').insertMany(
    Array.from({ length: due }, () => ({
      name: 'publish',
      type: 'normal',
      data: {},
      lockedAt: null,
      nextRunAt: dueAt,
      priority: 0,
    })),
  )
  await agenda.start()

  const giveUpAt = dueAt.getTime() + 120 * SECOND

  while (lateness.length < due && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }

  await agenda.stop(false)

  return percentile(lateness, 0.99)
}
