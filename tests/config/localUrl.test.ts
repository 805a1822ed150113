import { describe, expect, it } from 'vitest'

import { localUrl } from '../../src/config/localUrl.ts'

describe('localUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['cms.internal', 'http://cms.internal:3000'],
  ])('reaches a process that listens on %s by %s', (HOST, expected) => {
    expect(localUrl({ HOST, PORT: 3_000 })).toBe(expected)
  })
})
