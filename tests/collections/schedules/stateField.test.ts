import type { Option, PayloadRequest } from 'payload'
import { describe, expect, it } from 'vitest'

import { stateField } from '../../../collections/schedules/stateField.ts'
import { SCHEDULE_STATES, type ScheduleState } from '../../../src/domain/publication.ts'

const valueOf = (option: Option): string => (typeof option === 'string' ? option : option.value)

const offeredIn = (state: ScheduleState | undefined): string[] | undefined =>
  stateField
    .filterOptions?.({
      data: { state },
      options: stateField.options,
      req: {} as PayloadRequest,
      siblingData: { state },
    })
    .map(valueOf)

describe('the state of a schedule', () => {
  it.each([undefined, ...SCHEDULE_STATES.filter((state) => state !== 'done')])(
    'is not to be set to done while it is %s',
    (state) => {
      expect(offeredIn(state)?.sort()).toEqual(['armed', 'cancelled', 'paused', 'planned'])
    },
  )

  it('is shown where it is done', () => {
    expect(offeredIn('done')).toContain('done')
  })
})
