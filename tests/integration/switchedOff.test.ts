import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { databaseOf } from '../../src/database/handles.ts'
import { HOUR } from '../../src/domain/duration.ts'
import { CHANNELS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { routesOf } from '../../src/plugin/routes.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { openHost } from '../support/openHost.ts'
import { fieldErrors, type OpenPayload } from '../support/openPayload.ts'

const DATABASE = 'switched_off'
const ADMIN = { email: 'owner@example.com', password: 'a long password' }
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

let off: OpenPayload
let as: string
let channel: string
let post: string
let armed: string

const create = async (app: OpenPayload, path: string, body: object): Promise<string> => {
  const answer = await app.call('POST', path, { as, body })

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return String(answer.body.doc['id'])
}

const schedule = (state: string) => ({
  channels: [channel],
  post,
  publishAt: new Date(Date.now() + HOUR).toISOString(),
  publishAt_tz: 'Asia/Shanghai',
  state,
})

/** What an installation has when its owner switches Drumbeat off. */
beforeAll(async () => {
  const on = await openHost({ database: DATABASE, options: {} })
  const registered = await on.call('POST', '/users/first-register', { body: ADMIN })

  as = `JWT ${String((registered.body as Record<string, unknown>)['token'])}`
  channel = await create(on, '/channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
  post = await create(on, '/posts', { kind: 'note', title: '已审核' })
  await on.call('PATCH', `/posts/${post}`, { as, body: { stage: 'approved' } })
  armed = await create(on, '/schedules', schedule('armed'))
  await on.close()

  off = await openHost({ database: DATABASE, options: { enabled: false } })
})

afterAll(async () => {
  await databaseOf(off.payload).dropDatabase()
  await off.close()
})

describe('an installation that is switched off', () => {
  it('still seals credentials and shows none', async () => {
    const id = await create(off, '/channels', {
      credentials: { secret: SECRET },
      kind: 'webhook',
      mode: 'rehearsal',
      name: '门店',
      settings: { url: 'https://example.com/hook' },
      slug: 'shop',
    })
    const stored = await databaseOf(off.payload).collection(CHANNELS).findOne({ slug: 'shop' })
    const shown = await off.call('GET', `/channels/${id}`, { as })

    expect(JSON.stringify(stored)).not.toContain(SECRET)
    expect(stored?.['credentials']).toEqual({ secret: expect.stringMatching(/^v2\./) as string })
    expect(JSON.stringify(shown.body)).not.toMatch(/whsec|v[12]\./)
  })

  it('still keeps its last administrator', async () => {
    const { docs } = await off.payload.find({ collection: 'users' })
    const id = String(docs[0]?.id)

    expect((await off.call('PATCH', `/users/${id}`, { as, body: { roles: ['editor'] } })).status).toBe(400)
    expect((await off.call('DELETE', `/users/${id}`, { as })).status).toBe(400)
  })

  it('still refuses to delete what is in use', async () => {
    expect((await off.call('DELETE', `/channels/${channel}`, { as })).status).toBe(400)
  })

  it('still shows strangers nothing', async () => {
    expect((await off.call('GET', '/channels')).status).toBe(403)
  })

  it('arms nothing, and says why', async () => {
    const answer = await off.call('POST', '/schedules', { as, body: schedule('armed') })

    expect(fieldErrors(answer)).toEqual([{ message: expect.stringContaining('switched off') as string, path: 'state' }])
    await create(off, '/schedules', schedule('planned'))
  })

  it('still takes out of the ledger what is cancelled', async () => {
    expect((await off.call('PATCH', `/schedules/${armed}`, { as, body: { state: 'cancelled' } })).status).toBe(200)

    const rows = await databaseOf(off.payload).collection(PUBLICATIONS).find().toArray()

    expect(rows.map(({ state }) => state as string)).toEqual(['cancelled'])
  })

  it('has no endpoint, route, view or worker', async () => {
    const paths = off.payload.collections.publications.config.endpoints || []

    expect(paths.filter(({ path }) => path.includes('publish-now'))).toEqual([])
    expect(routesOf(off.payload)).toEqual([])
    expect((await off.call('GET', '/drumbeat/delivery/v1/channels/site/posts', { as })).status).toBe(404)
    expect((await off.call('GET', '/drumbeat/overview', { as })).status).toBe(404)
    expect(JSON.stringify(off.payload.config.admin.components)).not.toContain('drumbeat')
    await expect(startDrumbeatWorker(off.payload, { version: 'test' })).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
    })
  })
})
