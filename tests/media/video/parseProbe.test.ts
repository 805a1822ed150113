import { describe, expect, it } from 'vitest'

import { parseProbe } from '../../../media/video/parseProbe.ts'

const track = { codec_type: 'video', duration: '2.0', height: 1080, width: 1920 }

describe('parseProbe', () => {
  it.each([
    ['a plain video', [track], { durationMs: 2_000, height: 1080, width: 1920 }],
    [
      'one from a phone held upright',
      [{ ...track, side_data_list: [{ rotation: -90 }] }],
      { durationMs: 2_000, height: 1920, width: 1080 },
    ],
    [
      'one turned over',
      [{ ...track, side_data_list: [{ rotation: 180 }] }],
      { durationMs: 2_000, height: 1080, width: 1920 },
    ],
    ['no video', [{ codec_type: 'audio' }], null],
  ])('reads %s', (_title, streams, expected) => {
    expect(parseProbe(JSON.stringify({ streams }))).toEqual(expected)
  })
})
