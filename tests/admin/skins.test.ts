import { describe, expect, it } from 'vitest'

import { skinOf } from '../../src/admin/preview/skins.ts'
import { ASSISTED_KINDS } from '../../src/channels/assisted/index.ts'
import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'

const kinds = [...BUILT_IN_KINDS, ...ASSISTED_KINDS].map(({ manifest: { kind } }) => kind)

/** WCAG 2.2: relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))

  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)

  return (light + 0.05) / (dark + 0.05)
}

describe('skins', () => {
  it('draw every kind but the webhook, which no person looks at', () => {
    expect(kinds.filter((kind) => skinOf(kind).look === 'plain')).toEqual(['webhook'])
  })

  it.each(kinds)('keep the words of %s readable', (kind) => {
    const { accent, card, ink, link, muted, screen } = skinOf(kind).paint
    const paper = card === 'transparent' ? screen : card

    for (const [front, back] of [
      ['#ffffff', accent],
      [ink, screen],
      [ink, paper],
      [link, paper],
      [muted, screen],
    ] as const) {
      expect(contrast(front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})
