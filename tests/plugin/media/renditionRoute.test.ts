import { describe, expect, it } from 'vitest'

import type { RouteRequest } from '../../../src/domain/http.ts'
import { matchRoute } from '../../../src/domain/matchRoute.ts'
import { type RenditionAddress, signAddress } from '../../../src/domain/rendition/address.ts'
import { createRenditionRoute } from '../../../src/plugin/media/renditionRoute.ts'

const address: RenditionAddress = {
  focal: '50-50',
  media: '665f0c0a9b1e8a0012345678',
  preset: 'weibo',
  treatment: 'plain',
  version: '0123456789abcdef',
}
const data = Buffer.from('a picture')
const route = createRenditionRoute({
  clock: () => new Date('2026-11-26T12:00:00.000Z'),
  renditions: {
    find: (asked) =>
      Promise.resolve(
        asked.preset === 'gone'
          ? null
          : {
              data,
              etag: '"e1"',
              height: 1,
              mimeType: 'image/jpeg',
              notes: [],
              path: '',
              width: 1,
              ...(asked.preset === 'ending' && { until: new Date('2026-11-26T12:01:30.000Z') }),
            },
      ),
  },
  secrets: ['secret', 'the one before'],
})

function ask(path: string, headers: Record<string, string> = {}) {
  const match = matchRoute({ method: 'GET', path, routes: [route] })
  const request: Omit<RouteRequest, 'params'> = {
    body: new Uint8Array(),
    header: (name) => headers[name],
    ip: '127.0.0.1',
    method: 'GET',
    query: new URLSearchParams(),
  }

  return route.handle({ ...request, params: match.kind === 'found' ? match.params : {} })
}

describe('the rendition route', () => {
  it('serves a picture that anybody may keep for good', async () => {
    expect(await ask(signAddress(address, 'secret'))).toEqual({
      body: data,
      headers: {
        'cache-control': 'public, max-age=31536000, immutable',
        'content-length': '9',
        'content-type': 'image/jpeg',
        'cross-origin-resource-policy': 'cross-origin',
        etag: '"e1"',
        'x-content-type-options': 'nosniff',
      },
      status: 200,
    })
  })

  it.each(['"e1"', 'W/"e1"', '"other", "e1"', '*'])('answers 304 to a reader who has it: %s', async (known) => {
    const answer = await ask(signAddress(address, 'secret'), { 'if-none-match': known })

    expect([answer.status, answer.body]).toEqual([304, undefined])
  })

  it('lets nobody keep a picture for longer than it may be shown', async () => {
    const { headers } = await ask(signAddress({ ...address, preset: 'ending' }, 'secret'))

    expect(headers['cache-control']).toBe('public, max-age=90, immutable')
  })

  it('knows what was signed before the secret was changed', async () => {
    expect(await ask(signAddress(address, 'the one before'))).toMatchObject({ status: 200 })
  })

  it('refuses an address that was not given out', async () => {
    expect(await ask(signAddress(address, 'a guess'))).toMatchObject({ status: 403 })
  })

  it('says that a picture is gone', async () => {
    expect(await ask(signAddress({ ...address, preset: 'gone' }, 'secret'))).toMatchObject({
      headers: { 'cache-control': 'no-store' },
      status: 410,
    })
  })
})
