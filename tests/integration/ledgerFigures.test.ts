import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { rowsOf } from '../../jobs/ledger/rows.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationState } from '../../src/domain/publication.ts'
import { createLedgerFigures } from '../../src/server/ledgerFigures.ts'
import { aPublication } from '../support/aPublication.ts'
import { startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

const rows = (count: number, state: PublicationState) =>
  Array.from({ length: count }, () =>
    aPublication({
      dueAt: new Date(Date.now() + HOUR),
      leaseUntil: state === 'sending' ? new Date(Date.now() + MINUTE) : null,
      state,
    }),
  )

/** What the database looked at while something was asked, by its own record. */
async function looksOf<T>(work: () => Promise<T>): Promise<{ answer: T; docs: number; keys: number }> {
  await app.db.command({ profile: 2 })
  const answer = await work()

  await app.db.command({ profile: 0 })

  const asked = await app.db
    .collection('system.profile')
    .find({ ns: /publications$/, keysExamined: { $exists: true } })
    .toArray()
  const sum = (field: string) => asked.reduce((total, each) => total + Number(each[field] ?? 0), 0)

  await app.db.collection('system.profile').drop()
  expect(asked.length).toBeGreaterThan(0)

  return { answer, docs: sum('docsExamined'), keys: sum('keysExamined') }
}

describe('the figures of the ledger', () => {
  it('count what is open or stuck up to a bound, however much is over', async () => {
    await rowsOf(app.db).insertMany([
      ...rows(400, 'published'),
      ...rows(200, 'cancelled'),
      ...rows(80, 'blocked'),
      ...rows(5, 'armed'),
      ...rows(3, 'sending'),
    ])

    const figures = createLedgerFigures(app.payload, 50)
    const { answer, docs, keys } = await looksOf(figures.countPublications)

    expect(answer).toEqual({
      armed: 5,
      'awaiting-operator': 0,
      blocked: 50,
      claimed: 0,
      failed: 0,
      missed: 0,
      sending: 3,
      unconfirmed: 0,
    })
    // One key more than is counted for each of the seven questions; rows are read only to tell what is held apart.
    expect(keys).toBeLessThanOrEqual(5 + 50 + 3 + 7)
    expect(docs).toBeLessThanOrEqual(3)
    expect(await figures.countRows()).toBe(688)
  })

  it('call late what a worker has taken that lives no more, and look at nothing that is taken ahead of its time', async () => {
    const taken = (ms: number) =>
      aPublication({
        dueAt: new Date(Date.now() + ms),
        followed: false,
        leaseUntil: new Date(Date.now() + MINUTE),
        state: 'claimed',
      })

    await rowsOf(app.db).insertMany(Array.from({ length: 400 }, () => taken(HOUR)))

    const { findOldestDueMs } = createLedgerFigures(app.payload)
    const ahead = await looksOf(findOldestDueMs)

    expect(ahead).toMatchObject({ answer: 0, docs: 0 })

    await rowsOf(app.db).insertMany([taken(-30 * SECOND), taken(-40 * SECOND), taken(-20 * SECOND)])

    const late = await looksOf(findOldestDueMs)

    expect(late.answer).toBeGreaterThanOrEqual(40 * SECOND)
    expect(late.docs).toBe(1)
  })
})
