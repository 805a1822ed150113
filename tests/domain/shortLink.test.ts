import { describe, expect, it } from 'vitest'

import { decideLink } from '../../src/domain/shortLink.ts'

const now = new Date('2026-11-22T12:00:00Z')
const aLink = (given: object = {}) => ({
  id: 'l',
  code: 'spring',
  enabled: true,
  expiresAt: null,
  url: 'https://shop.example/lipstick?sku=7#buy',
  utm: {},
  ...given,
})

describe('decideLink', () => {
  it('appends what is known of the source', () => {
    const utm = { campaign: '双十一', medium: 'kol', source: 'xiaohongshu' }

    expect(decideLink({ link: aLink({ utm }), now })).toEqual({
      action: 'follow',
      url: 'https://shop.example/lipstick?sku=7&utm_source=xiaohongshu&utm_medium=kol&utm_campaign=%E5%8F%8C%E5%8D%81%E4%B8%80#buy',
    })
  })

  it('leaves a parameter that the address has', () => {
    const link = aLink({ url: 'https://shop.example/?utm_source=own', utm: { source: 'other' } })

    expect(decideLink({ link, now })).toEqual({ action: 'follow', url: 'https://shop.example/?utm_source=own' })
  })

  it.each([
    ['nothing', null, 'unknown'],
    ['what is switched off', aLink({ enabled: false }), 'disabled'],
    ['what has expired', aLink({ expiresAt: now }), 'expired'],
    ['a script', aLink({ url: 'javascript:alert(1)' }), 'unsafe'],
    ['a file', aLink({ url: 'file:///etc/passwd' }), 'unsafe'],
    ['no address at all', aLink({ url: 'shop' }), 'unsafe'],
  ])('refuses %s', (_title, link, reason) => {
    expect(decideLink({ link, now })).toEqual({ action: 'refuse', reason })
  })
})
