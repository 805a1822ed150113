import jsQR from 'jsqr'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { CARD_FORMS, type CardFormName } from '../../../media/cards/cardForms.ts'
import { type CardSpec, drawCard } from '../../../media/cards/drawCard.ts'
import { findAiLabel } from '../../../src/domain/aiLabel.ts'
import { anAiPicture, aPictureWithPlaceInXmp, aScene } from '../pictures.ts'

const aCard: Omit<CardSpec, 'form' | 'picture'> = {
  hint: '扫码查看',
  labels: ['ad'],
  subtitle: '护肤实验室小鹿 × 朝露颜究所',
  title: '换季泛红怎么办？三步稳住屏障，早八党也来得及 & <一起>',
  url: 'https://cms.example.com/r/aB3dEf9h',
}

const FORMS = Object.keys(CARD_FORMS) as CardFormName[]

async function readCode(card: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(card).ensureAlpha().raw().toBuffer({ resolveWithObject: true })

  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}

describe('drawCard', () => {
  it.each(FORMS)('draws a %s whose code leads to the link', async (form) => {
    const { height, width } = CARD_FORMS[form]
    const card = await drawCard({
      ...aCard,
      form,
      picture: { aiGenerated: false, data: await aScene('card'), id: 'm1' },
    })

    expect(await sharp(card).metadata()).toMatchObject({ format: 'jpeg', height, width })
    expect(await readCode(card)).toBe(aCard.url)
  })

  it('keeps the code readable when a messenger makes the card small', async () => {
    const card = await drawCard({ ...aCard, form: 'share-card', picture: null })

    expect(await readCode(await sharp(card).resize(500).jpeg({ quality: 60 }).toBuffer())).toBe(aCard.url)
  })

  it.each([
    ['one word that is wider than a line', 'SUMMERMEMBERWEDNESDAY2026'],
    ['letters that are wider than they are taken for', 'WWWWWWWWWWWWWWW WWWWWWWWWWWWWWW'],
    ['a script that knows no blanks', 'สวัสดีครับสวัสดีครับสวัสดีครับ'],
    ['an endless word', 'a'.repeat(5_000)],
    ['nothing that can be seen', '\u0000\u200b'],
  ])('keeps the title off the code: %s', async (_title, title) => {
    for (const form of FORMS) {
      expect(await readCode(await drawCard({ ...aCard, form, picture: null, title }))).toBe(aCard.url)
    }
  })

  it('carries the label of AI that is in its picture, writes one where it is declared, and none else', async () => {
    const scene = await aScene('card')
    const labelIn = async (picture: CardSpec['picture']) =>
      findAiLabel((await sharp(await drawCard({ ...aCard, form: 'poster', picture })).metadata()).xmpAsString)

    expect(await labelIn({ aiGenerated: true, data: await anAiPicture('png'), id: 'm1' })).toBe('1')
    expect(await labelIn({ aiGenerated: true, data: scene, id: 'm1' })).toBe('2')
    expect(await labelIn({ aiGenerated: false, data: scene, id: 'm1' })).toBeNull()
    expect(await labelIn(null)).toBeNull()
  })

  it('tells no place where its picture was taken', async () => {
    const data = await aPictureWithPlaceInXmp()
    const card = await drawCard({ ...aCard, form: 'poster', picture: { aiGenerated: true, data, id: 'm1' } })

    expect((await sharp(card).metadata()).xmpAsString).not.toContain('GPS')
  })

  it('shows another title by other pixels', async () => {
    const [one, other] = await Promise.all(
      ['一', '二'].map((title) => drawCard({ ...aCard, form: 'poster', picture: null, title })),
    )

    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
  })
})
