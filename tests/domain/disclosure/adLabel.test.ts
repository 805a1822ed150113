import { describe, expect, it } from 'vitest'

import { findMissingAdLabel, findUnlabelledTranslations, isAd } from '../../../src/domain/disclosure/adLabel.ts'
import { type Commerce, isCommercial, NO_COMMERCE } from '../../../src/domain/disclosure/commerce.ts'
import { aPost } from '../../support/content.ts'

const LINK = 'https://shop.example/a'
const aCommerce = (changes: Partial<Commerce> = {}): Commerce => ({ ...NO_COMMERCE, hasOffers: true, ...changes })

describe('isCommercial', () => {
  it.each<[string, Partial<Commerce>, boolean]>([
    ['nothing', { hasOffers: false }, false],
    ['an offer', {}, true],
    ['a product in the body', { hasOffers: false, hasProducts: true }, true],
    ['a collaboration', { hasCollaboration: true, hasOffers: false }, true],
    ['what is declared', { declared: 'ad', hasOffers: false }, true],
    ['offers that are declared to be none', { declared: 'none', hasProducts: true }, false],
    ['a collaboration, whatever is declared', { declared: 'none', hasCollaboration: true }, true],
  ])('of %s', (_title, commerce, expected) => {
    expect(isCommercial(aCommerce(commerce))).toBe(expected)
  })
})

describe('isAd', () => {
  it.each<[string, Record<string, unknown>, Partial<Commerce>, boolean]>([
    ['words without a way to buy', { text: '两指量。' }, {}, false],
    ['a link', { text: `在这里：${LINK}` }, {}, true],
    ['a link below the article', { content: '<p>两指量。</p>', contentSourceUrl: LINK }, {}, true],
    ['a link in the first comment', { firstComment: LINK, text: '两指量。' }, {}, true],
    ['a link that is filled in later', { text: '在这里：{{link}}' }, {}, true],
    ['a link of HTML', { html: `<a href="${LINK}">购买</a>` }, {}, true],
    ['a mini program', { text: '小程序搜“朝露”' }, {}, true],
    ['a code', { text: '报 LUNA10 立减' }, { codes: ['LUNA10'] }, true],
    ['a product without a place to buy it', { text: '防晒乳 ¥99.00' }, { hasProducts: true }, false],
    ['a declaration alone', { text: '两指量。' }, { declared: 'ad' }, true],
    ['a picture with an address', { html: `<p>两指量。</p><img alt="" src="${LINK}.jpg">` }, {}, false],
    [
      'the way out of a mailing list',
      { footer: { text: `退订: ${LINK}` }, text: `两指量。\n\n退订: ${LINK}` },
      {},
      false,
    ],
    ['a link above the same footer', { footer: { text: LINK }, text: `${LINK}\n\n${LINK}` }, {}, true],
    ['a link where nobody sells', { text: LINK }, { hasOffers: false }, false],
  ])('knows %s', (_title, rendered, commerce, expected) => {
    expect(isAd({ commerce: aCommerce(commerce), rendered })).toBe(expected)
  })
})

describe('findMissingAdLabel', () => {
  it.each([
    ['in brackets', { text: LINK, title: '【广告】夏日防晒' }],
    ['at the beginning', { text: `广告｜两指量。${LINK}` }],
    ['as a hashtag', { text: `两指量。${LINK} #广告 #防晒` }],
    ['on a line of its own', { text: `两指量。\n广告\n${LINK}` }],
    ['in HTML', { content: `<p style="margin:0"><strong>广告</strong></p><a href="${LINK}">购买</a>` }],
    ['in English, where all is English', { text: `#ad Two fingers. ${LINK}` }],
  ])('takes the label %s', (_title, rendered) => {
    expect(findMissingAdLabel({ commerce: aCommerce(), rendered })).toEqual([])
  })

  it.each([
    ['no label', { text: LINK, title: '夏日防晒' }],
    ['the word inside a sentence', { text: `这不是广告哦 ${LINK}` }],
    ['the word of a longer one', { text: `广告语征集 ${LINK}` }],
    ['a label in the first comment alone', { firstComment: '【广告】', text: LINK }],
    ['an English label under Chinese words', { text: `[Ad] 两指量。${LINK}` }],
    ['English words that only begin so', { text: `Advice for summer, an ad free post: ${LINK}` }],
  ])('does not take %s', (_title, rendered) => {
    expect(findMissingAdLabel({ commerce: aCommerce(), rendered })).toMatchObject([
      { code: 'AD_LABEL_MISSING', path: 'text', severity: 'error' },
    ])
  })

  it('wants nothing where nothing is sold', () => {
    expect(findMissingAdLabel({ commerce: NO_COMMERCE, rendered: { text: LINK } })).toEqual([])
  })
})

describe('findUnlabelledTranslations', () => {
  const words = (text: string) => ({ excerpt: '', html: '', text, title: 'Sun care' })
  const find = (en: string, { commerce = aCommerce(), firstComment = '' } = {}) =>
    findUnlabelledTranslations({
      commerce,
      content: {
        post: aPost({ locales: { en: words(en), zh: { ...words(LINK), title: '夏日防晒' } } }),
        variant: { firstComment, media: [], text: `【广告】${LINK}`, title: null },
      },
    })

  it('names the language whose own words sell without a label', () => {
    expect(find(`Two fingers. ${LINK}`)).toMatchObject([
      { code: 'AD_LABEL_TRANSLATION', severity: 'error', values: { label: '【广告】', language: 'en' } },
    ])
    expect(find('Two fingers.', { firstComment: LINK })).toHaveLength(1)
  })

  it('counts the excerpt of a translation without a body, by which it speaks', () => {
    const en = { ...words(''), excerpt: `Two fingers. ${LINK}` }
    const judged = (own: typeof en) => ({
      commerce: aCommerce(),
      content: { post: aPost({ locales: { en: own, zh: words('') } }), variant: null },
    })

    expect(findUnlabelledTranslations(judged(en))).toHaveLength(1)
    expect(findUnlabelledTranslations(judged({ ...en, excerpt: `#ad ${en.excerpt}` }))).toEqual([])
  })

  it.each([
    ['that are labelled', `#ad Two fingers. ${LINK}`, aCommerce()],
    ['without a way to buy', 'Two fingers.', aCommerce()],
    ['that sell nothing', LINK, NO_COMMERCE],
  ])('takes words %s', (_title, en, commerce) => {
    expect(find(en, { commerce })).toEqual([])
  })
})
