import { describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createFeedChannel } from '../../src/channels/feed.ts'
import { findUnlabelledFilms } from '../../src/channels/findUnlabelledFilms.ts'
import { kuaishouKind } from '../../src/channels/kuaishou/createKuaishouChannel.ts'
import { createTelegramChannel } from '../../src/channels/telegram/createTelegramChannel.ts'
import { channelOptions } from '../support/channelOptions.ts'
import { aFilm, aPicture, aPost } from '../support/content.ts'

const film = aFilm({ aiGenerated: true, alt: '夏日短片' })
const labelled = aFilm({ aiGenerated: true, hasVisibleLabel: true })
const options = channelOptions({
  account: { credentials: { botToken: '1:a' }, settings: { baseUrl: 'https://bot.example', chatId: '@brand' } },
})

describe('findUnlabelledFilms', () => {
  it.each([
    ['Kuaishou', kuaishouKind.create(channelOptions())],
    ['Telegram', createTelegramChannel(options)],
    ['feeds', createFeedChannel()],
  ])('stands in the way of a film made with AI on which nobody sees it: %s', (_title, adapter) => {
    const codesOf = (shown: typeof film) =>
      compileContent({ adapter, limits: {}, locale: 'zh', post: aPost({ gallery: [shown] }), variant: null })
        .findings.filter(({ code }) => code === 'AI_FILM_UNLABELLED')
        .map(({ path, severity, values }) => [path, severity, values?.['film']])

    expect(codesOf(film)).toEqual([['media', 'error', '夏日短片']])
    expect(codesOf(labelled)).toEqual([])
    expect(codesOf(aFilm())).toEqual([])
  })

  it('says nothing of a film that the channel does not show, nor of a picture, which is labelled when it is drawn', () => {
    const post = aPost({ gallery: [film, aPicture({ aiGenerated: true })] })

    expect(
      findUnlabelledFilms({ content: { post, rendered: { text: '防晒' }, variant: null }, isPulled: false }),
    ).toEqual([])
  })

  it('sees one that stands in a body, in any language where the readers choose it', () => {
    const html = `<video controls preload="metadata" src="${film.url}"></video>`
    const [english, chinese] = [
      { excerpt: '', html, text: '', title: 'Sun', unlabelledFilms: [film] },
      aPost().locales.zh,
    ]
    const post = aPost({ gallery: [], locales: { en: english, zh: chinese! } })
    const codes = (isPulled: boolean) =>
      findUnlabelledFilms({ content: { post, rendered: { text: '防晒' }, variant: null }, isPulled }).map(
        ({ code }) => code,
      )

    expect(codes(true)).toEqual(['AI_FILM_UNLABELLED'])
    expect(codes(false)).toEqual([])
  })

  it('calls a film without a description by its file', () => {
    const unnamed = aFilm({ aiGenerated: true, alt: '', url: '/api/media/file/%E5%A4%8F.mp4' })
    const [finding] = findUnlabelledFilms({
      content: { post: aPost({ gallery: [unnamed] }), rendered: { media: [unnamed.id] }, variant: null },
      isPulled: false,
    })

    expect(finding?.values).toEqual({ film: '夏.mp4' })
  })
})
