import { describe, expect, it } from 'vitest'

import { en } from '../../src/admin/text/en.ts'
import { zh } from '../../src/admin/text/zh.ts'

const flatten = (texts: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([area, inner]) =>
      Object.entries(inner as Record<string, string>).map(([key, text]) => [`${area}:${key}`, text]),
    ),
  )

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

describe('texts of the admin', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(flatten(zh)).sort()).toEqual(Object.keys(flatten(en)).sort())
  })

  it('have the same placeholders in both languages', () => {
    const chinese = flatten(zh)
    const differing = Object.entries(flatten(en)).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(chinese[key] ?? '').join(),
    )

    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('are written in Chinese in zh', () => {
    const latin = Object.entries(flatten(zh)).filter(
      ([, text]) => !/\p{Script=Han}/u.test(text) && /[a-z]{2}/i.test(text.replaceAll(/\{\{\w+\}\}/g, '')),
    )

    expect(latin.map(([key]) => key)).toEqual([])
  })
})
