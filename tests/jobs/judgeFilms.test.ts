import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'

import { judgeFilms } from '../../jobs/rights/judgeFilms.ts'
import type { ChannelContent } from '../../src/domain/content.ts'
import { aPost } from '../support/content.ts'

const film = new ObjectId()
const id = film.toHexString()
const films = new Map([[id, { filename: '夏 日.mp4', id, name: '夏日短片' }]])
const url = 'https://cms.example/api/media/file/%E5%A4%8F%20%E6%97%A5.mp4'
const html = `<video controls preload="metadata" src="${url}"></video>`

const judge = (rendered: object, isPulled = false, post = aPost()) => {
  const content: ChannelContent = { post, rendered: { ...rendered }, schemaVersion: 1, variant: null }

  return judgeFilms({ films, isPulled, row: { content, works: [film] } })
}

describe('judgeFilms', () => {
  it.each([
    ['by its bytes', { media: [{ id }] }],
    ['by its address', { html }],
  ])('blocks what shows a film that was found to be made with AI: %s', (_title, rendered) => {
    expect(judge(rendered)).toMatchObject({ class: 'gate', code: 'AI_FILM_UNLABELLED', values: { film: '夏日短片' } })
  })

  it('blocks it in a translation only where readers choose the language', () => {
    const post = aPost({ locales: { en: { excerpt: '', html, text: '', title: 'Sun' } } })

    expect(judge({ text: '防晒' }, true, post)).toMatchObject({ code: 'AI_FILM_UNLABELLED' })
    expect(judge({ text: '防晒' }, false, post)).toBeNull()
  })

  it('lets out what does not show the film', () => {
    expect(judge({ media: [], text: '防晒' })).toBeNull()
  })
})
