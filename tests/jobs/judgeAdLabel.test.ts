import { describe, expect, it } from 'vitest'

import { judgeAdLabel } from '../../jobs/rights/judgeAdLabel.ts'
import { NO_COMMERCE } from '../../src/domain/disclosure/commerce.ts'
import { contentOf } from '../support/aPublished.ts'
import { aPost } from '../support/content.ts'

const LINK = 'https://shop.example/a'
const commerce = { ...NO_COMMERCE, hasCollaboration: true }
const post = aPost({ locales: { en: { excerpt: '', html: '', text: `At ${LINK}`, title: 'Sun care' } } })
const rowOf = (text: string) => ({ content: { ...contentOf(post), rendered: { text } } })

describe('judgeAdLabel', () => {
  it.each([
    ['its own words lack the label', LINK, false, 'AD_LABEL_MISSING'],
    ['a translation that readers may ask for lacks it', `【广告】${LINK}`, true, 'AD_LABEL_TRANSLATION'],
  ])('blocks a row when %s', (_title, text, isPulled, code) => {
    expect(judgeAdLabel({ commerce, isPulled, row: rowOf(text) })).toMatchObject({ class: 'gate', code })
  })

  it.each([
    ['a translation that nobody can ask for', commerce, false],
    ['what nobody must label', undefined, true],
  ])('lets %s go', (_title, business, isPulled) => {
    expect(judgeAdLabel({ commerce: business, isPulled, row: rowOf(`【广告】${LINK}`) })).toBeNull()
  })
})
