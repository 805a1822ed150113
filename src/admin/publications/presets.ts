import { STUCK_STATES } from '../../domain/publicationStates.ts'
import { dayWindow } from '../data/dayWindow.ts'

/** One condition of a list's filter, in the form of Payload's addresses. */
export interface Condition {
  field: string
  operator: 'equals' | 'greater_than_equal' | 'in' | 'less_than'
  value: string
}

/** Writes conditions, all of which must hold, as the query of a list view. */
export function listQuery(conditions: readonly Condition[]): string {
  const query = new URLSearchParams()

  conditions.forEach(({ field, operator, value }, index) => {
    query.set(`where[or][0][and][${index}][${field}][${operator}]`, value)
  })

  return query.toString()
}

export const attentionQuery = (): string =>
  listQuery([{ field: 'state', operator: 'in', value: STUCK_STATES.join(',') }])

export interface Preset {
  conditions: Condition[]
  name: 'filterAll' | 'filterAttention' | 'filterOut' | 'filterToday' | 'filterUpcoming'
}

/** The views of the ledger that people ask for most; "today" is the viewer's. */
export function findPresets({ now, timeZone }: { now: Date; timeZone: string }): Preset[] {
  const { end, start } = dayWindow({ now, timeZone })

  return [
    { conditions: [], name: 'filterAll' },
    {
      conditions: [
        { field: 'dueAt', operator: 'greater_than_equal', value: start.toISOString() },
        { field: 'dueAt', operator: 'less_than', value: end.toISOString() },
      ],
      name: 'filterToday',
    },
    { conditions: [{ field: 'state', operator: 'in', value: 'armed,claimed,sending' }], name: 'filterUpcoming' },
    { conditions: [{ field: 'state', operator: 'in', value: STUCK_STATES.join(',') }], name: 'filterAttention' },
    { conditions: [{ field: 'state', operator: 'equals', value: 'published' }], name: 'filterOut' },
  ]
}
