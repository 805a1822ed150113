import type { Endpoint } from 'payload'

import { localeOf } from '../../admin/data/readView.ts'
import { readFilters } from '../../calendar/readFilters.ts'
import { readTray } from '../../calendar/readTray.ts'
import { databaseOf } from '../../database/handles.ts'
import { CAMPAIGNS, CHANNELS, KOL_PARTNERS, POSTS } from '../../domain/slugs.ts'
import { findReadable } from './calendarAccess.ts'
import { forPeople } from './forPeople.ts'

const headers = { 'cache-control': 'no-store' }

/**
 * What the calendar page offers beside the entries: `GET …/calendar/filters` what it can be narrowed to, and
 * `GET …/calendar/tray?search` the approved posts that no schedule names yet. By Payload's own read access.
 */
export const choiceEndpoints: Endpoint[] = [
  {
    handler: forPeople(async (req) => {
      const users = req.payload.config.admin.user as 'users'
      const [authors, campaigns, channels, partners] = await Promise.all([
        findReadable(req, users),
        findReadable(req, CAMPAIGNS),
        findReadable(req, CHANNELS),
        findReadable(req, KOL_PARTNERS),
      ])

      return Response.json(
        await readFilters({
          access: { authors, campaigns, channels, partners },
          db: databaseOf(req.payload),
          locale: localeOf(req.searchParams.get('language')),
          users,
        }),
        { headers },
      )
    }),
    method: 'get',
    path: '/calendar/filters',
  },
  {
    handler: forPeople(async (req) => {
      // Versions are read by the rules for versions of posts: everybody's, or nobody's.
      const mayRead = (await findReadable(req, POSTS)) !== null

      return Response.json(
        {
          posts: mayRead
            ? await readTray({
                db: databaseOf(req.payload),
                locale: localeOf(req.searchParams.get('language')),
                search: req.searchParams.get('search') ?? '',
              })
            : [],
        },
        { headers },
      )
    }),
    method: 'get',
    path: '/calendar/tray',
  },
]
