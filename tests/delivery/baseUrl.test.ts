import { describe, expect, it } from 'vitest'

import { absoluteHtml, absoluteUrl, baseUrlOf } from '../../src/delivery/baseUrl.ts'

const of = (headers: Record<string, string>, publicUrl?: string) =>
  baseUrlOf({ publicUrl, request: { header: (name) => headers[name] } })

describe('baseUrlOf', () => {
  it.each([
    ['what the operator says', { host: 'other.example' }, 'https://beauty.example/', 'https://beauty.example'],
    ['the host of the request', { host: '127.0.0.1:3000' }, undefined, 'http://127.0.0.1:3000'],
    ['the host by IPv6', { host: '[::1]:3000' }, undefined, 'http://[::1]:3000'],
    ['https behind a proxy', { host: 'a.example', 'x-forwarded-proto': 'https' }, undefined, 'https://a.example'],
    ['http whatever else a proxy says', { host: 'a.example', 'x-forwarded-proto': 'x' }, undefined, 'http://a.example'],
  ])('is %s', (_title, headers, publicUrl, expected) => {
    expect(of(headers as Record<string, string>, publicUrl)).toBe(expected)
  })

  it.each(['', 'a.example/path', 'a.example"><script>', 'a b', 'user@a.example', `${'a'.repeat(300)}.example`])(
    'refuses %j for a host',
    (host) => {
      expect(() => of({ host })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error)
    },
  )
})

describe('absolute addresses', () => {
  it.each([
    ['/media/a.webp', 'https://b.example/media/a.webp'],
    ['https://cdn.example/a.webp', 'https://cdn.example/a.webp'],
    ['//cdn.example/a.webp', '//cdn.example/a.webp'],
    ['', ''],
  ])('make of %j %j', (url, expected) => {
    expect(absoluteUrl('https://b.example', url)).toBe(expected)
  })

  it('replace only the addresses of elements', () => {
    expect(absoluteHtml('https://b.example', '<a href="/x">src="/y"</a><img src="/z"><a href="//c/d">')).toBe(
      '<a href="https://b.example/x">src="/y"</a><img src="https://b.example/z"><a href="//c/d">',
    )
  })
})
