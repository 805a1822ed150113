import { describe, expect, it } from 'vitest'

import type { Route } from '../../src/domain/http.ts'
import { matchRoute } from '../../src/domain/matchRoute.ts'

const route = (method: Route['method'], path: string): Route => ({
  handle: () => ({ headers: {}, status: 200 }),
  method,
  path,
})
const routes = [route('GET', '/delivery/v1/channels/:slug/posts'), route('POST', '/engagement/v1/events')]

describe('matchRoute', () => {
  it('decodes the parts of a path that have a name', () => {
    expect(matchRoute({ method: 'GET', path: '/delivery/v1/channels/%E5%B0%8F/posts', routes })).toMatchObject({
      kind: 'found',
      params: { slug: '小' },
    })
  })

  it('answers HEAD by GET', () => {
    expect(matchRoute({ method: 'HEAD', path: '/delivery/v1/channels/a/posts', routes }).kind).toBe('found')
  })

  it('tells a wrong method from an unknown path', () => {
    expect(matchRoute({ method: 'GET', path: '/engagement/v1/events', routes })).toEqual({
      allowed: ['POST'],
      kind: 'wrong-method',
    })
    expect(matchRoute({ method: 'GET', path: '/delivery/v1/channels//posts', routes }).kind).toBe('unknown')
  })
})
