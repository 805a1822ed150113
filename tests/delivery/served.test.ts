import { describe, expect, it } from 'vitest'

import { answer, freeze } from '../../src/delivery/served.ts'

const aServed = (text = '{"items":[]}', isPublic = false) =>
  freeze({ contentType: 'application/json', isPublic, lastModifiedAt: new Date('2026-11-22T00:00:00Z'), text })

const ask = (ifNoneMatch?: string) =>
  answer(aServed(), { header: (name) => (name === 'if-none-match' ? ifNoneMatch : undefined) })

describe('freeze', () => {
  it('gives the same bytes the same strong ETag, and others another', () => {
    expect(aServed().etag).toBe(aServed().etag)
    expect(aServed().etag).not.toBe(aServed('{"items":[1]}').etag)
    expect(aServed().etag).toMatch(/^"[\w-]{43}"$/)
  })

  it('lets only what is public into shared caches, and has each ask again', () => {
    expect(aServed().found.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT',
      vary: 'Authorization, Cookie',
    })
    expect(aServed('', true).found.headers['cache-control']).toBe('public, no-cache')
  })
})

describe('answer', () => {
  it.each([
    ['the whole to who has nothing', undefined, 200],
    ['the whole to who has something else', '"other"', 200],
    ['304 to who has it', aServed().etag, 304],
    ['304 to who has it among others', `"other", ${aServed().etag}`, 304],
    ['304 to who has it weakly, as proxies make it', `W/${aServed().etag}`, 304],
    ['304 to any', '*', 304],
  ])('is %s', (_title, ifNoneMatch, status) => {
    expect(ask(ifNoneMatch).status).toBe(status)
  })
})
