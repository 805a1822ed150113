import { describe, expect, it } from 'vitest'

import { acceptedLanguage } from '../../../src/domain/reasons/acceptedLanguage.ts'

describe('acceptedLanguage', () => {
  it.each([
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0.5, zh-Hans-CN', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh;q=0', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['zha', 'en'],
    ['zh;q=much', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ] as const)('reads %j as %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language)
  })
})
