import { describe, expect, it } from 'vitest'

import { planPreset } from '../../../media/planPreset.ts'
import { sizeInPreset, typeInPreset } from '../../../src/domain/presets/fitPreset.ts'
import { RENDITION_MIME_TYPES } from '../../../src/domain/presets/preset.ts'
import { PRESETS, WEB_PICTURE } from '../../../src/domain/presets/presets.ts'

const web = PRESETS.find(({ name }) => name === WEB_PICTURE)

describe('what is said of a rendition before it is made', () => {
  const files = [
    { frames: 1, hasAlpha: false, height: 1_200, type: 'image/jpeg', width: 1_600 },
    { frames: 1, hasAlpha: true, height: 300, type: 'image/png', width: 200 },
    { frames: 1, hasAlpha: true, height: 5_000, type: 'image/webp', width: 1_000 },
    { frames: 3, hasAlpha: false, height: 400, type: 'image/gif', width: 400 },
  ]

  it.each(PRESETS.map((preset) => [preset.name, preset] as const))('comes true for %s', (_name, preset) => {
    for (const source of files) {
      const { height, width } = planPreset({ aiGenerated: false, preset, source })

      expect(sizeInPreset(preset, source)).toEqual({ height, width })
    }
  })

  it.each(PRESETS.filter(({ name }) => name.startsWith('web-')))('names the type of $name', (preset) => {
    for (const [source, aiGenerated] of files.flatMap((file) => [[file, false] as const, [file, true] as const])) {
      const [format] = planPreset({ aiGenerated, preset, source }).formats

      expect(typeInPreset({ aiGenerated, mimeType: source.type, preset })).toBe(RENDITION_MIME_TYPES[format ?? 'gif'])
    }
  })

  it('is the picture itself in size and type where something is only drawn on it', () => {
    const source = files[2]

    expect(web && source && sizeInPreset(web, source)).toEqual({ height: 5_000, width: 1_000 })
    expect(web && typeInPreset({ aiGenerated: true, mimeType: 'image/webp', preset: web })).toBe('image/webp')
  })
})
