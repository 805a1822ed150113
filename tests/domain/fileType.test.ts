import { describe, expect, it } from 'vitest'

import { detectFileType } from '../../src/domain/fileType.ts'

const bytes = (...parts: (number | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])))

describe('detectFileType', () => {
  it.each([
    ['knows a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['knows a PNG', bytes(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    ['knows a GIF', bytes('GIF89a'), 'image/gif'],
    ['knows a WebP', bytes('RIFF', 0, 0, 0, 0, 'WEBP'), 'image/webp'],
    ['knows an AVIF', bytes(0, 0, 0, 0x1c, 'ftypavif'), 'image/avif'],
    ['knows an MP4', bytes(0, 0, 0, 0x18, 'ftypmp42'), 'video/mp4'],
    ['knows a PDF', bytes('%PDF-1.7'), 'application/pdf'],
    ['takes no text for a picture', bytes('this is no picture'), null],
    ['takes no HEIC, which no channel shows', bytes(0, 0, 0, 0x18, 'ftypheic'), null],
    ['takes no SVG, which can hold scripts', bytes('<svg xmlns='), null],
    ['takes no empty file', bytes(), null],
  ] as const)('%s', (_title, head, expected) => {
    expect(detectFileType(head)).toBe(expected)
  })
})
