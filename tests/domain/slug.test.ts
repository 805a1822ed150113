import { describe, expect, it } from 'vitest'

import { isMadeFrom, isSlug, pickFreeSlug, toSlug } from '../../src/domain/slug.ts'

describe('toSlug', () => {
  it.each([
    ['Spring Skin-Care!', 'spring-skin-care'],
    ['  chun ri  hu fu ', 'chun-ri-hu-fu'],
    ['Crème brûlée', 'creme-brulee'],
    ["Editor's pick", 'editors-pick'],
    ['✨✨', ''],
  ])('makes of "%s" "%s"', (text, slug) => {
    expect(toSlug(text)).toBe(slug)
  })

  it('cuts a long title at a word', () => {
    const slug = toSlug('word '.repeat(40))

    expect(slug.length).toBeLessThanOrEqual(60)
    expect(slug).toMatch(/word$/)
  })

  it('cuts a word that is too long by itself', () => {
    expect(toSlug('x'.repeat(200))).toHaveLength(60)
  })
})

describe('isSlug', () => {
  it.each([
    ['spring-care', true],
    ['a', true],
    ['Spring', false],
    ['-a', false],
    ['a--b', false],
    ['春', false],
    ['', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isSlug(text)).toBe(expected)
  })
})

describe('pickFreeSlug', () => {
  it('takes the first number that is free', () => {
    expect(pickFreeSlug({ base: 'a', taken: new Set(['a', 'a-2', 'a-4']) })).toBe('a-3')
  })
})

describe('isMadeFrom', () => {
  it.each([
    ['a', 'a', true],
    ['a-12', 'a', true],
    ['a-b', 'a', false],
    ['ab', 'a', false],
  ])('says whether "%s" was made from "%s"', (slug, base, expected) => {
    expect(isMadeFrom(slug, base)).toBe(expected)
  })
})
