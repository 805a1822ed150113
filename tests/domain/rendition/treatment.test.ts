import { describe, expect, it } from 'vitest'

import { formatTreatment, parseTreatment } from '../../../src/domain/rendition/treatment.ts'

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

describe('parseTreatment', () => {
  it.each(['', 'ai-ad', 'ai-ai', 'plain-ai', 'ai-short', `${mark}-ai`])('refuses %j', (text) => {
    expect(parseTreatment(text)).toBeNull()
  })
})
