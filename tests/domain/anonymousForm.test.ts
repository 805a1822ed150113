import { describe, expect, it } from 'vitest'

import { isTooLargeForStrangers } from '../../src/domain/anonymousForm.ts'

describe('isTooLargeForStrangers', () => {
  it.each([
    ['lets a sign-in form pass', 'multipart/form-data; boundary=x', '900', false],
    ['stops a film', 'multipart/form-data; boundary=x', '200000000', true],
    ['stops a form that does not say its length', 'multipart/form-data; boundary=x', null, true],
    ['stops a form that lies about its length', 'Multipart/Form-Data', '1e3', true],
    ['leaves what is no form', 'application/json', '200000000', false],
    ['leaves what says nothing', undefined, undefined, false],
  ])('%s', (_title, contentType, contentLength, expected) => {
    expect(isTooLargeForStrangers({ contentLength, contentType })).toBe(expected)
  })
})
