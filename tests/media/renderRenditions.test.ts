import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { cleanImage } from '../../media/cleanImage.ts'
import { planRenditions } from '../../media/planRenditions.ts'
import { renderRenditions } from '../../media/renderRenditions.ts'
import { RENDITIONS } from '../../src/domain/renditions.ts'
import { AI_LABEL, aPhonePhoto } from './pictures.ts'

describe('renderRenditions', () => {
  it('makes each planned size of a photo that lies on its side', async () => {
    const data = await aPhonePhoto()
    const rendered = await renderRenditions({
      data,
      plan: planRenditions({ height: 2000, specs: RENDITIONS, width: 1500 }),
    })

    expect(rendered.map(({ name, height, width }) => [name, width, height])).toEqual([
      ['thumbnail', 320, 320],
      ['card', 640, 853],
      ['note', 1080, 1440],
      ['wide', 900, 383],
    ])
  })

  it('keeps the AI label and drops the place of the photo', async () => {
    const data = await aPhonePhoto()
    const [rendition] = await renderRenditions({
      data,
      plan: planRenditions({ height: 2000, specs: RENDITIONS, width: 1500 }),
    })
    const { exif, xmpAsString } = await sharp(rendition?.data).metadata()

    expect(xmpAsString).toContain(AI_LABEL)
    expect(exif).toBeUndefined()
  })
})

describe('cleanImage', () => {
  it('takes EXIF out, turns the picture up and keeps the AI label', async () => {
    const cleaned = await cleanImage({ data: await aPhonePhoto(), type: 'image/jpeg' })
    const { exif, height, width, xmpAsString } = await sharp(cleaned).metadata()

    expect({ exif, height, width }).toEqual({ exif: undefined, height: 2000, width: 1500 })
    expect(xmpAsString).toContain(AI_LABEL)
  })
})
