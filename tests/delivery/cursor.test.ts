import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { formatCursor, parseCursor } from '../../src/delivery/cursor.ts'

describe('cursor', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), fc.stringMatching(/^[0-9a-f]{32}$/), (at, id) => {
        expect(parseCursor(formatCursor({ at, id }))).toEqual({ at, id })
      }),
    )
  })

  it('is refused, and never anything worse, when it is made up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(toBase64), fc.array(fc.jsonValue()).map(toPacked)), (text) => {
        try {
          const { at, id } = parseCursor(text)

          expect(Number.isNaN(at.getTime())).toBe(false)
          expect(id).toMatch(/^[\w-]*$/)
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT' })
        }
      }),
    )
  })
})

const toBase64 = (text: string): string => Buffer.from(text).toString('base64url')
const toPacked = (values: unknown[]): string => toBase64(JSON.stringify([1, ...values]))
