import { describe, expect, it } from 'vitest'

import { findLeftOut } from '../../src/channels/findLeftOut.ts'
import { renderPost } from '../../src/channels/renderPost.ts'
import { aFilm, aPicture, aPost } from '../support/content.ts'

const [cover, film, third] = [
  aPicture({ id: 'c'.repeat(24) }),
  aFilm({ id: 'f'.repeat(24) }),
  aPicture({ id: 'd'.repeat(24) }),
]
const post = aPost({ cover, gallery: [film] })
const variant = { firstComment: '优惠码“ABC”\n仅限今天', media: [], mentions: [], text: null, title: null, topics: [] }
const codes = (args: Parameters<typeof findLeftOut>[0]) =>
  findLeftOut(args).map(({ code, path, severity, values }) => [code, path, severity, values?.['count']])

describe('findLeftOut', () => {
  it('has nothing to say of what shows everything', () => {
    const rendered = { ...renderPost({ locale: 'zh', post, publicUrl: '', variant }) }

    expect(codes({ post, rendered, variant })).toEqual([])
  })

  it('warns of a first comment and of media that are not shown', () => {
    const rendered = { media: [{ id: cover.id }], text: '防晒' }

    expect(codes({ post, rendered, variant })).toEqual([
      ['FIRST_COMMENT_LEFT_OUT', 'firstComment', 'warning', undefined],
      ['MEDIA_LEFT_OUT', 'media', 'warning', 1],
    ])
  })

  it('looks at the media of the variant where it has any, and at those of the post else', () => {
    const rendered = { text: '防晒' }

    expect(codes({ post, rendered, variant: { ...variant, firstComment: null, media: [third] } })).toEqual([
      ['MEDIA_LEFT_OUT', 'media', 'warning', 1],
    ])
    expect(codes({ post, rendered, variant: null })).toEqual([['MEDIA_LEFT_OUT', 'media', 'warning', 2]])
    expect(codes({ post: aPost({ cover: null, gallery: [] }), rendered, variant: null })).toEqual([])
  })
})
