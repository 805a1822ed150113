import { access } from 'node:fs/promises'
import path from 'node:path'

import { handleEndpoints } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { databaseOf } from '../../src/database/handles.ts'
import { demoAccounts, seedDemo } from '../../src/demo/index.ts'
import { rollUp } from '../../src/domain/engagementRollup.ts'
import { MINUTE } from '../../src/domain/duration.ts'
import type { ReleaseReport } from '../../src/domain/release/report.ts'
import { ROLES } from '../../src/domain/roles.ts'
import { closeRoutes, routesOf } from '../../src/plugin/routes.ts'
import { openPayloadWithFiles, type OpenPayloadWithFiles } from '../support/openPayloadWithFiles.ts'
import { createRouteCaller } from '../support/routeCaller.ts'

let app: OpenPayloadWithFiles
const now = new Date()

const count = (slug: string, filter = {}): Promise<number> =>
  databaseOf(app.payload).collection(slug).countDocuments(filter)

beforeAll(async () => {
  app = await openPayloadWithFiles('demo')
  await seedDemo({ clock: () => now, payload: app.payload })
})

afterAll(async () => {
  await closeRoutes(app.payload)
  await app.close()
})

describe('the demo', () => {
  it.each([
    ['posts', 40],
    ['channels', 5],
    ['kol-partners', 12],
    ['collaborations', 8],
    ['brand-assets', 6],
    ['campaigns', 3],
    ['challenges', 2],
    ['submissions', 20],
    ['offers', 4],
    ['members', 200],
    ['segments', 5],
    ['cases', 6],
    ['links', 8],
  ])('has %s, %i or more', async (slug, least) => {
    expect(await count(slug)).toBeGreaterThanOrEqual(least)
  })

  it('has one account per role that can sign in', async () => {
    expect(demoAccounts.map(({ role }) => role).sort()).toEqual([...ROLES].sort())

    for (const { email, password, role } of demoAccounts) {
      const { status, body } = await app.call('POST', '/users/login', { body: { email, password } })

      expect({ roles: (body as { user?: { roles: string[] } }).user?.roles, status }).toEqual({
        roles: [role],
        status: 200,
      })
    }
  })

  it('sends something in each of the first minutes, and more today', async () => {
    const due = await databaseOf(app.payload)
      .collection<{ dueAt: Date }>('publications')
      .distinct('dueAt', { state: 'armed' })
    const minutes = due.map((at) => Math.round((at.getTime() - now.getTime()) / MINUTE)).sort((a, b) => a - b)

    expect(minutes.slice(0, 5)).toEqual([1, 2, 5, 60, 120])
    expect(await count('agenda_jobs', { name: 'publish-due' })).toBeGreaterThanOrEqual(due.length)
  })

  it('shows a past in which posts say what the ledger says', async () => {
    const published = await databaseOf(app.payload).collection('publications').distinct('post', { state: 'published' })

    expect(published.length).toBeGreaterThanOrEqual(20)
    expect(await count('posts', { _id: { $in: published }, _status: 'published' })).toBe(published.length)
    expect(await count('posts', { _status: 'published' })).toBe(published.length)
    expect(await count('publications', { dueAt: { $lt: now }, state: { $nin: ['failed', 'published'] } })).toBe(0)
  })

  it('has a release that waits for nothing but the review of its posts', async () => {
    const { body } = await app.call('POST', '/users/login', { body: demoAccounts.find(({ role }) => role === 'admin') })
    const as = `JWT ${String((body as Record<string, unknown>)['token'])}`
    const campaign = await databaseOf(app.payload)
      .collection('campaigns')
      .findOne({ 'release.items.0': { $exists: true } })
    const report = await app.call('POST', `/campaigns/${String(campaign?._id)}/release/dry-run`, { as })
    const { items, reasons } = report.body as unknown as ReleaseReport

    expect(items.length).toBeGreaterThanOrEqual(5)
    expect(reasons).toEqual([])
    expect([...new Set(items.flatMap((item) => item.reasons.map(({ code }) => code)))]).toEqual(['POST_NOT_APPROVED'])
  })

  it('is read by channels, with covers that a stranger may fetch', async () => {
    const { default: config } = await import('../../payload.config.ts')
    const { body } = await app.call('POST', '/users/login', { body: demoAccounts.find(({ role }) => role === 'admin') })
    const authorization = `JWT ${String((body as Record<string, unknown>)['token'])}`
    const get = createRouteCaller(routesOf(app.payload))
    const live = await databaseOf(app.payload)
      .collection('publications')
      .distinct('channel', { rehearsal: { $ne: true }, state: 'published' })
    const channels = await databaseOf(app.payload)
      .collection('channels')
      .find({ _id: { $in: live } })
      .toArray()

    expect(await count('publications', { changedAt: { $not: { $type: 'date' } }, state: 'published' })).toBe(0)
    expect(channels.length).toBeGreaterThanOrEqual(4)

    for (const { slug } of channels) {
      const page = await get<Page>(`/delivery/v1/channels/${String(slug)}/posts`, { authorization, host: 'localhost' })

      expect(page, String(slug)).toMatchObject({ status: 200 })

      const covers = page.body.items.map(({ cover }) => cover?.url ?? '')

      expect(covers, String(slug)).not.toHaveLength(0)

      for (const cover of covers) {
        const { pathname } = new URL(cover, 'http://localhost')
        const { status } = pathname.startsWith('/renditions/')
          ? await get(pathname)
          : await handleEndpoints({ config, request: new Request(`http://localhost${pathname}`) })

        expect({ cover, status }).toEqual({ cover, status: 200 })
      }
    }
  })

  it('opens in the admin like any post, with its cover and its English', async () => {
    const { docs } = await app.payload.find({
      collection: 'posts',
      depth: 1,
      limit: 100,
      locale: 'all',
      pagination: false,
    })
    const english = docs.filter(({ title }) => (title as unknown as { en?: string }).en)

    expect(english.length).toBeGreaterThanOrEqual(4)
    expect(docs.every(({ cover }) => typeof cover === 'object' && cover?.sizes?.thumbnail?.url)).toBe(true)
  })

  it('has every picture on disk', async () => {
    const media = await databaseOf(app.payload).collection('media').find().toArray()
    const names = media.flatMap(({ filename, sizes }) => [
      String(filename),
      ...Object.values(sizes as Record<string, { filename?: string }>).flatMap((size) => size.filename ?? []),
    ])

    expect(names.length).toBeGreaterThan(150)
    await Promise.all(names.map((name) => access(path.join(app.directory, 'media', name))))
  })

  it('has figures that equal a recount of the events', async () => {
    const db = databaseOf(app.payload)
    const events = await db.collection('engagement_events').find().toArray()
    const stored = [
      ...(await db.collection('engagement_rollups').find({ kind: 'all' }).toArray()),
      ...(await db.collection<{ buckets: { kind: string }[] }>('engagement_pending').find().toArray()).flatMap(
        ({ buckets }) => buckets.filter(({ kind }) => kind === 'all'),
      ),
    ] as { total?: Record<string, number> }[]
    const recount = rollUp(events.map((event) => toFact(event))).filter(({ kind }) => kind === 'all')

    expect(events.length).toBeGreaterThan(5_000)
    expect(sum(stored)).toEqual(sum(recount))
  })

  it('never goes into a database that holds something', async () => {
    const before = await count('posts')

    expect(await seedDemo({ clock: () => now, payload: app.payload })).toBe(false)
    expect(await count('posts')).toBe(before)
  })
})

interface Page {
  items: { cover: { url: string } | null }[]
}

const toFact = (event: Record<string, unknown>): never =>
  ({ ...event, id: String(event['_id']), ...(event['bot'] === true ? { bot: true } : {}) }) as never

const sum = (buckets: readonly { total?: object }[]): Record<string, number> => {
  const totals: Record<string, number> = {}

  for (const [type, many] of buckets.flatMap(({ total }) => Object.entries(total ?? {}) as [string, number][])) {
    totals[type] = (totals[type] ?? 0) + many
  }

  return totals
}
