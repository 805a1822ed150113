import { describe, expect, it } from 'vitest'

import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'
import { mergePresets } from '../../src/domain/presets/presets.ts'

describe('BUILT_IN_KINDS', () => {
  it.each(BUILT_IN_KINDS.map(({ manifest }) => [manifest.kind, manifest] as const))(
    'asks only for pictures that can be made: %s',
    (_kind, { presets = {} }) => {
      for (const name of Object.values(presets as Record<string, string>)) {
        expect(mergePresets().has(name), name).toBe(true)
      }
    },
  )

  // Labels and a watermark are drawn into a rendition, so a picture without a preset would go out bare.
  it.each(BUILT_IN_KINDS.map(({ manifest }) => [manifest.kind, manifest] as const))(
    'has a form for every picture where it has one for the first: %s',
    (_kind, { presets }) => {
      expect(presets === undefined || presets.images !== undefined).toBe(true)
    },
  )
})
