import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { HOUR } from '../../src/domain/duration.ts'
import { type RestAnswer, startTestApp, type TestApp } from '../support/testApp.ts'

let app: TestApp
let token: string

beforeAll(async () => {
  app = await startTestApp()
  const registered = await app.rest('POST', '/users/first-register', {
    body: { email: 'admin@example.com', password: 'a long password' },
  })

  token = String(registered.body['token'])
})

afterAll(() => app.stop())

const ask = (method: string, path: string, body?: unknown): Promise<RestAnswer> =>
  app.rest(method, path, { body, token })

async function create(collection: string, body: Record<string, unknown>): Promise<string> {
  const answer = await ask('POST', `/${collection}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(201)

  return (answer.body['doc'] as { id: string }).id
}

describe('the board of a post', () => {
  it('calls what was pinned outdated once the post is edited, and not what carries the latest', async () => {
    const channel = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const post = await create('posts', { kind: 'note', title: '早安' })
    const arm = (content: string, inMs: number) =>
      create('schedules', {
        channels: [channel],
        content,
        post,
        publishAt: new Date(Date.now() + inMs).toISOString(),
        publishAt_tz: 'Asia/Shanghai',
        state: 'armed',
      })

    await ask('PATCH', `/posts/${post}`, { stage: 'approved' })
    const latest = await arm('latest', HOUR)
    const look = async () => {
      const { body } = await ask('GET', `/drumbeat/posts/${post}/board?language=zh`)

      return {
        outdated: (body['schedules'] as { id: string; isOutdated: boolean }[])
          .filter(({ isOutdated }) => isOutdated)
          .map(({ id }) => id),
        pinnedAt: body['pinnedAt'],
      }
    }

    await ask('PATCH', `/posts/${post}?draft=true`, { title: '早安，你好' })
    expect(await look()).toEqual({ outdated: [], pinnedAt: null })

    await ask('PATCH', `/posts/${post}`, { stage: 'approved' })
    const pinned = await arm('pinned', 2 * HOUR)

    await ask('PATCH', `/posts/${post}?draft=true`, { title: '晚安' })
    expect((await look()).outdated).toEqual([pinned])
    expect(latest).not.toBe(pinned)
  })
})
