import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import express from 'express'
import { MongoClient, ObjectId } from 'mongodb'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { AGENDA_JOBS } from '../../jobs/bells.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import { createJobsRouter } from '../../src/server/jobsDashboard.ts'
import { openPage, startBrowser } from '../support/browser.ts'

describe('the list of jobs', () => {
  let browser: Browser
  let client: MongoClient
  let server: Server

  beforeAll(async () => {
    client = await MongoClient.connect(`${inject('mongoUri')}/?replicaSet=drumbeat`)
    const db = client.db('jobs_dashboard')
    const app = express()

    app.use('/ops/jobs', createJobsRouter({ db, isAdmin: () => Promise.resolve(true) }))
    server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await db.collection(AGENDA_JOBS).insertMany([
      { _id: new ObjectId(), name: 'pull-metrics', lockedAt: new Date(), nextRunAt: new Date(), type: 'normal' },
      { _id: new ObjectId(), name: 'publish-due', lockedAt: null, nextRunAt: new Date(), type: 'normal' },
      {
        _id: new ObjectId(),
        name: 'publish-due',
        lockedAt: null,
        nextRunAt: new Date(Date.now() + MINUTE),
        type: 'normal',
      },
    ])
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await client?.close()
  })

  it('draws its side bar and its status, and complains about nothing', async () => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { errors, page } = await openPage(browser, { origin })

    await page.goto('/ops/jobs/')
    await page.getByText('1 running').first().waitFor()
    expect(await page.locator('.stats-summary-card').innerText()).toMatch(/1 running\s+1 queued\s+1 locked/)
    await page.getByText('pull-metrics').first().waitFor()

    await page.locator('.stats-summary-card').click()
    await page.getByText('Live Status').waitFor()
    await page.getByText('Per-Job Status').waitFor()
    // No process of ours tells of the jobs of another: the page asks for such a stream, says so, and is read anew by hand.
    expect(errors.filter((error) => !/api\/events|SSE connection/.test(error))).toEqual([])
  })
})
