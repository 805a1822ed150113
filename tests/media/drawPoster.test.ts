import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { drawBrandArt } from '../../media/drawBrandArt.ts'
import type { PosterSpec } from '../../media/drawPoster.ts'
import { drawPoster } from '../../media/drawPoster.ts'

const aPoster: PosterSpec = {
  layout: 'stack',
  motif: 'bottle',
  palette: 'rose',
  words: { footer: '朝露颜究所', kicker: '护肤 & <课堂>', subtitle: '三步就够', title: ['早八护肤', '三步就够'] },
}

describe('drawPoster', () => {
  it('draws the same picture from the same words', async () => {
    const [first, second] = [await drawPoster(aPoster), await drawPoster(aPoster)]

    expect(first.equals(second)).toBe(true)
  })

  it.each(['band', 'frame', 'stack', 'window'] as const)('draws %s at 1080 × 1440', async (layout) => {
    const { format, height, width } = await sharp(await drawPoster({ ...aPoster, layout })).metadata()

    expect({ format, height, width }).toEqual({ format: 'jpeg', height: 1440, width: 1080 })
  })

  it('draws another picture from other words', async () => {
    const other = { ...aPoster, words: { ...aPoster.words, title: ['换季泛红', '这样稳住'] } }

    expect((await drawPoster(aPoster)).equals(await drawPoster(other))).toBe(false)
  })

  it('keeps a title of three long lines inside the picture', async () => {
    const title = ['一二三四五六七八九十', '一二三四五六七八九十', '一二三四五六七八九十']

    await expect(
      drawPoster({ ...aPoster, layout: 'window', words: { ...aPoster.words, title } }),
    ).resolves.toBeDefined()
  })
})

describe('drawBrandArt', () => {
  it('draws a square PNG of each piece of the identity', async () => {
    const { format, height, width } = await sharp(await drawBrandArt('logo')).metadata()

    expect({ format, height, width }).toEqual({ format: 'png', height: 1200, width: 1200 })
  })
})
