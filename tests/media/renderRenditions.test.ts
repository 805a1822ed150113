import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

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
