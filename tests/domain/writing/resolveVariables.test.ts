import { describe, expect, it } from 'vitest'

import { linkCode, resolveVariables, type VariableFacts } from '../../../src/domain/writing/resolveVariables.ts'

const facts: VariableFacts = {
  campaign: { id: 'c1', name: '夏日大促' },
  collaboration: { id: 'k1', promoCode: 'LXM30' },
  offers: [{ codes: ['SUN20'], url: 'https://shop.example/coupon' }],
  partner: { handles: [{ handle: 'lu', platform: 'weibo' }], name: '小鹿' },
  target: { url: 'https://shop.example/sun', utm: { campaign: 'summer', source: 'drumbeat', term: 'sun' } },
}

const resolve = (changes: Partial<VariableFacts> = {}, kind = 'weibo') =>
  resolveVariables({
    channel: { id: 'ch1', kind, slug: 'weibo-main' },
    facts: { ...facts, ...changes },
    post: { id: 'p1', slug: 'fang-shai' },
    publicUrl: 'https://beat.example',
  })

describe('resolveVariables', () => {
  it('names one link for a post on a channel, whoever asks and whenever', () => {
    const code = linkCode({ channelId: 'ch1', postId: 'p1' })

    expect(code).toMatch(/^[a-z2-9]{10}$/)
    expect(code).not.toBe(linkCode({ channelId: 'ch2', postId: 'p1' }))
    expect(resolve()).toEqual({
      link: {
        campaignId: 'c1',
        channelId: 'ch1',
        code,
        collaborationId: 'k1',
        postId: 'p1',
        url: 'https://shop.example/sun',
        utm: { campaign: 'summer', content: 'fang-shai', medium: 'social', source: 'weibo-main', term: 'sun' },
      },
      values: { code: 'SUN20', handle: 'lu', kol: 'lu', link: `https://beat.example/r/${code}` },
    })
  })

  it.each([
    ['the offer, where nobody made a tracking link', { target: null }, 'https://shop.example/coupon', '夏日大促'],
    ['nowhere, where the offer has no address either', { offers: [], target: null }, undefined, undefined],
  ])('leads to %s', (_title, changes, url, campaign) => {
    const { link } = resolve(changes)

    expect([link?.url, link?.utm.campaign]).toEqual([url, campaign])
  })

  it.each([
    ['the offer’s shared code', {}, 'SUN20'],
    [
      'none of codes that are for one redemption each',
      { collaboration: null, offers: [{ codes: ['A1', 'A2'], url: '' }] },
      null,
    ],
    [
      'the code of the collaboration, where no offer has a shared one',
      { offers: [{ codes: ['A1', 'A2'], url: '' }] },
      'LXM30',
    ],
    ['nothing', { collaboration: { id: 'k1', promoCode: '' }, offers: [] }, null],
  ])('says as code %s', (_title, changes, code) => {
    expect(resolve(changes).values.code).toBe(code)
  })

  it.each([
    ['by the account on that platform', 'weibo', {}, ['lu', 'lu']],
    ['by name, where they have no account there, but mentions nobody', 'telegram', {}, ['小鹿', null]],
    ['not at all, without a collaboration', 'weibo', { partner: null }, [null, null]],
  ])('calls the partner %s', (_title, kind, changes, called) => {
    const { handle, kol } = resolve(changes, kind).values

    expect([kol, handle]).toEqual(called)
  })
})
