import { expect } from 'vitest'

import type { ReleaseProgress } from '../../src/domain/release/board.ts'
import { createReleaseRunner } from '../../jobs/releases/runReleases.ts'
import { createBells } from '../../jobs/bells.ts'
import { ensureIndexes } from '../../src/database/indexes.ts'
import { HOUR, SECOND } from '../../src/domain/duration.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { type RestAnswer, startTestApp, type TestApp } from './testApp.ts'

export interface ReleaseScene {
  app: TestApp
  as(method: string, path: string, body?: unknown, token?: string): Promise<RestAnswer>
  create(collection: string, body: Record<string, unknown>): Promise<string>
  /** A campaign with a release of these items. */
  campaign(items: readonly Item[], given?: Record<string, unknown>): Promise<string>
  feed: string
  item(campaign: string, key: string): Promise<ReleaseProgress['items'][number]>
  post(title?: string): Promise<string>
  progress(campaign: string): Promise<ReleaseProgress>
  /** One round of the periodic job, as a worker of its own; `between` is called between its writes. */
  round(between?: () => Promise<void> | void): Promise<void>
  schedule(post: string, given?: Record<string, unknown>): Promise<string>
  token: string
}

type Item = Record<string, unknown> & { key: string }

export const soon = (ms = SECOND): string => new Date(Date.now() + ms).toISOString()

/** The app with an administrator, a channel that takes everything, and what releases are made of. */
export async function openReleaseScene(): Promise<ReleaseScene> {
  const app = await startTestApp()

  await ensureIndexes(app.db)
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })
  const token = String(registered.body['token'])
  const as: ReleaseScene['as'] = (method, path, body, by = token) => app.rest(method, path, { body, token: by })
  const create: ReleaseScene['create'] = async (collection, body) => {
    const answer = await as('POST', `/${collection}`, body)

    expect(answer.status, JSON.stringify(answer.body)).toBe(201)

    return (answer.body['doc'] as { id: string }).id
  }
  const feed = await create('channels', { kind: 'feed', mode: 'live', name: '小程序', slug: 'mini' })
  const progress: ReleaseScene['progress'] = async (campaign) => {
    const { body, status } = await as('GET', `/campaigns/${campaign}/release`)

    expect(status, JSON.stringify(body)).toBe(200)

    return body as unknown as ReleaseProgress
  }

  return {
    app,
    as,
    async campaign(items, { revert = 'none', onFailure = 'stop', ...given } = {}) {
      return create('campaigns', { name: '双十二', ...given, release: { items, onFailure, revert } })
    },
    create,
    feed,
    async item(campaign, key) {
      const found = (await progress(campaign)).items.find((each) => each.key === key)

      if (found === undefined) {
        throw new Error(`no item ${key}`)
      }

      return found
    },
    async post(title = '第一版') {
      const id = await create('posts', { excerpt: '三步搞定', kind: 'note', title })

      expect((await as('PATCH', `/posts/${id}`, { stage: 'approved' })).status).toBe(200)

      return id
    },
    progress,
    async round(between) {
      const { audit, channels, secrets } = servicesOf(app.payload)
      const { job } = createReleaseRunner({
        audit,
        bells: createBells(() => app.db),
        channels,
        log: app.payload.logger,
        payload: app.payload,
        secrets,
        ...(between === undefined ? {} : { between }),
      })

      await job.run()
    },
    async schedule(post, given = {}) {
      return create('schedules', {
        channels: [feed],
        post,
        publishAt: soon(HOUR),
        publishAt_tz: 'Asia/Shanghai',
        ...given,
      })
    },
    token,
  }
}

export const publishing = (schedule: string) => ({
  action: 'publish',
  subject: { relationTo: 'schedules', value: schedule },
})

/** An offer or a challenge that a release starts or stops. */
export const acting = (action: 'start' | 'stop', slug: 'challenges' | 'offers', id: string) => ({
  action,
  subject: { relationTo: slug, value: id },
})

export const withdrawing = (post: string) => ({ action: 'withdraw', subject: { relationTo: 'posts', value: post } })
