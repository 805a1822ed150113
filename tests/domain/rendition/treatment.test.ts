import { describe, expect, it } from 'vitest'

import { formatTreatment, labelsOn, parseTreatment } from '../../../src/domain/rendition/treatment.ts'

const mark = '665f0c0a9b1e8a0012345678'

describe('formatTreatment', () => {
  it.each([
    [{ labels: [], mark: null }, 'plain'],
    [{ labels: ['ai', 'ad', 'ai'], mark: null }, 'ad-ai'],
    [{ labels: ['ai'], mark }, `ai-${mark}`],
  ] as const)('writes %j as %s', (treatment, text) => {
    expect(formatTreatment(treatment)).toBe(text)
    expect(formatTreatment(parseTreatment(text) ?? { labels: [], mark: 'lost' })).toBe(text)
  })
})

describe('labelsOn', () => {
  it.each([
    ['nothing on the brand’s own picture', {}, [], []],
    ['what it goes out with', {}, ['ad'], ['ad']],
    ['that it was made with AI', { aiGenerated: true }, ['ad'], ['ad', 'ai']],
    ['no label twice', { aiGenerated: true }, ['ai'], ['ai']],
    ['none that the picture shows already', { aiGenerated: true, hasVisibleLabel: true }, [], []],
  ] as const)('draws %s', (_title, media, given, expected) => {
    expect(labelsOn(media, given)).toEqual(expected)
  })
})

describe('parseTreatment', () => {
  it.each(['', 'ai-ad', 'ai-ai', 'plain-ai', 'ai-short', `${mark}-ai`])('refuses %j', (text) => {
    expect(parseTreatment(text)).toBeNull()
  })
})
