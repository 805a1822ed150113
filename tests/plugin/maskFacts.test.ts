import { describe, expect, it } from 'vitest'

import { maskCommerce, maskFacts } from '../../src/plugin/maskFacts.ts'
import { findMissingAdLabel } from '../../src/domain/disclosure/adLabel.ts'
import { NO_COMMERCE } from '../../src/domain/disclosure/commerce.ts'
import type { Role } from '../../src/domain/roles.ts'
import type { VariableFacts } from '../../src/domain/writing/resolveVariables.ts'

const facts: VariableFacts = {
  campaign: null,
  collaboration: { id: 'k1', promoCode: 'LXM30' },
  offers: [{ codes: ['SUN20'], url: 'https://shop.example' }],
  partner: { handles: [{ handle: 'lu', platform: 'weibo' }], name: '小鹿' },
  target: null,
}

const seenBy = (role: Role) => maskFacts(facts, { collection: 'users', id: '1', roles: [role] } as never)

describe('maskFacts', () => {
  it.each(['admin', 'editor'] as const)('hides nothing from an %s', (role) => {
    expect(seenBy(role)).toEqual(facts)
  })

  it.each(['analyst', 'kol-manager', 'reviewer'] as const)('stars codes of offers out for a %s', (role) => {
    expect(seenBy(role)).toEqual({ ...facts, offers: [{ codes: ['****'], url: 'https://shop.example' }] })
  })

  it('stars deals out for a community manager', () => {
    expect(seenBy('community-manager')).toEqual({
      ...facts,
      collaboration: { id: 'k1', promoCode: '****' },
      partner: { handles: [{ handle: '****', platform: 'weibo' }], name: '****' },
    })
  })
})

describe('maskCommerce', () => {
  const commerce = { ...NO_COMMERCE, codes: ['LXM30', 'SUN20'], hasOffers: true }
  const findingsOf = (role: Role, text: string) =>
    findMissingAdLabel({ commerce: maskCommerce(commerce, seenBy(role)), rendered: { text } }).length

  it('says nothing of a guess at a code that the person may not see', () => {
    expect(['SUN20', 'SUN21'].map((guess) => findingsOf('reviewer', guess))).toEqual([0, 0])
    expect(['SUN20', 'SUN21'].map((guess) => findingsOf('editor', guess))).toEqual([1, 0])
  })

  it('still wants a label where the code is put in as stars', () => {
    expect(findingsOf('reviewer', 'with ****')).toBe(1)
  })
})
