import { describe, expect, it } from 'vitest'

import { readShown } from '../../src/admin/preview/readShown.ts'

describe('readShown', () => {
  it('finds nothing in content that it does not know', () => {
    expect(readShown({ rendered: { whatever: 1 } })).toEqual({
      firstComment: null,
      html: null,
      images: [],
      link: '',
      parts: [''],
      text: '',
      title: '',
      topics: [],
      videos: [],
    })
  })

  it('parts pictures from films and leaves files out', () => {
    const { images, videos } = readShown({
      rendered: {
        media: [
          { alt: '面霜', mimeType: 'image/png', url: '/a.png' },
          { alt: '', mimeType: 'video/mp4', url: '/b.mp4' },
          { alt: '', mimeType: 'application/pdf', url: '/c.pdf' },
        ],
      },
    })

    expect(images).toEqual([{ alt: '面霜', url: '/a.png' }])
    expect(videos).toEqual([{ alt: '', url: '/b.mp4' }])
  })

  it('shows a topic once where it stands in the text', () => {
    expect(readShown({ rendered: { text: '看 #防晒', topics: ['防晒', '夏日'] } }).topics).toEqual(['夏日'])
  })

  it.each([
    ['an article as HTML', { articleType: 'news', content: '<p>一</p>' }, { html: '<p>一</p>', text: '' }],
    ['a picture message as words', { articleType: 'newspic', content: '一' }, { html: null, text: '一' }],
  ])('reads %s', (_title, rendered, expected) => {
    expect(readShown({ rendered })).toMatchObject(expected)
  })

  it('shows the posts of a thread, and the text where there is no thread', () => {
    expect(readShown({ parts: ['一', '二'], rendered: { text: '一二' } }).parts).toEqual(['一', '二'])
    expect(readShown({ parts: [], rendered: { text: '一二' } }).parts).toEqual(['一二'])
  })
})
