import type { Endpoint } from 'payload'

import { calendarEndpoint } from './calendarEndpoint.ts'
import { choiceEndpoints } from './choiceEndpoints.ts'
import { moveEndpoints } from './moveEndpoints.ts'
import { tokenEndpoints } from './tokenEndpoints.ts'

/** What the calendar asks of schedules. */
export const calendarEndpoints: Endpoint[] = [calendarEndpoint, ...choiceEndpoints, ...tokenEndpoints, ...moveEndpoints]
