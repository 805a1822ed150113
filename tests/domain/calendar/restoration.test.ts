import { describe, expect, it } from 'vitest'

import { parseRestoration } from '../../../src/domain/calendar/restoration.ts'
import type { InvalidInputError } from '../../../src/domain/errors.ts'

const SEEN = '2026-11-20T08:00:00.123Z'
const FOLLOWING = { id: '650000000000000000000001', updatedAt: SEEN }

const asked = (given: object = {}) => ({
  expectedUpdatedAt: SEEN,
  publishAt: '2026-11-22T12:00:00Z',
  recurrence: 'RRULE:FREQ=DAILY',
  unpublishAt: null,
  ...given,
})

describe('parseRestoration', () => {
  it('reads how a repeat stood, and what took over', () => {
    expect(parseRestoration(asked({ following: FOLLOWING, unpublishAt: '2026-11-23T12:00:00Z' }))).toEqual({
      expectedUpdatedAt: new Date(SEEN),
      following: { expectedUpdatedAt: new Date(SEEN), id: FOLLOWING.id },
      publishAt: new Date('2026-11-22T12:00:00Z'),
      recurrence: 'RRULE:FREQ=DAILY',
      unpublishAt: new Date('2026-11-23T12:00:00Z'),
    })
  })

  it('takes what did not repeat, and what nothing took over from', () => {
    expect(parseRestoration(asked({ following: null, recurrence: null }))).toMatchObject({
      following: null,
      recurrence: null,
      unpublishAt: null,
    })
  })

  it.each([
    ['no instant', { publishAt: 'noon' }, ['PUBLISH_AT']],
    ['a withdrawal at no instant', { unpublishAt: 7 }, ['UNPUBLISH_AT']],
    ['a rule that is no text', { recurrence: {} }, ['RECURRENCE_TEXT']],
    ['nothing seen', { expectedUpdatedAt: undefined }, ['EXPECTED_UPDATED_AT']],
    ['a schedule without its id', { following: { updatedAt: SEEN } }, ['RESTORE_FOLLOWING']],
    ['a schedule as nobody saw it', { following: { id: FOLLOWING.id } }, ['RESTORE_FOLLOWING']],
    ['two faults at once', { following: 'all', publishAt: null }, ['PUBLISH_AT', 'RESTORE_FOLLOWING']],
  ])('refuses %s', (_title, given, codes) => {
    const refusal = (() => {
      try {
        return parseRestoration(asked(given))
      } catch (error) {
        return error as InvalidInputError
      }
    })()

    expect('reasons' in refusal && refusal.reasons.map(({ code }) => code)).toEqual(codes)
  })
})
