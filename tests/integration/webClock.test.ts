import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { servicesOf } from '../../src/plugin/services.ts'
import { type OpenPayload, openPayload } from '../support/openPayload.ts'

let open: OpenPayload

beforeAll(async () => {
  open = await openPayload('web_clock')
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => open.close())

async function planFor(publishAt: Date) {
  const { payload } = open
  const channel = await payload.create({
    collection: 'channels',
    data: {
      kind: 'feed',
      mode: 'live',
      name: '小程序',
      slug: `mini-${publishAt.getTime()}`,
      timeZone: 'Asia/Shanghai',
    },
  })
  const post = await payload.create({
    collection: 'posts',
    data: { kind: 'note', stage: 'approved', title: '早安面膜' },
  })

  return payload.create({
    collection: 'schedules',
    data: {
      channels: [channel.id],
      post: post.id,
      publishAt: publishAt.toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      state: 'armed',
      catchUp: 'publish',
      content: 'pinned',
      graceMinutes: 15,
      onQuiet: 'move',
    },
  })
}

describe('a web process whose clock is wrong', () => {
  it.each([
    ['ahead', 10 * MINUTE],
    ['behind', -10 * MINUTE],
  ])('ten minutes %s decides by the time of the database', async (_title, offsetMs) => {
    const now = Date.now()

    vi.useFakeTimers({ now: now + offsetMs, toFake: ['Date'] })
    expect(Math.abs(servicesOf(open.payload).clock().getTime() - now)).toBeLessThan(2 * SECOND)

    expect(await planFor(new Date(now + 5 * MINUTE))).toMatchObject({ state: 'armed' })
    await expect(planFor(new Date(now - 5 * MINUTE))).rejects.toMatchObject({
      data: { errors: [{ path: 'publishAt' }] },
    })
  })
})
