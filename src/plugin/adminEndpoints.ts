import type { CollectionSlug, Endpoint, Payload, PayloadRequest } from 'payload'

import { findCampaignBoard } from '../admin/data/campaignBoard.ts'
import { findChannelHealth } from '../admin/data/channelHealth.ts'
import { knownZone } from '../admin/data/dayWindow.ts'
import { findOverview } from '../admin/data/overview.ts'
import { findPostBoard } from '../admin/data/postBoard.ts'
import { findPublicationDetail } from '../admin/data/publicationDetail.ts'
import { findTasks } from '../admin/data/taskList.ts'
import { findWorkList } from '../admin/data/workList.ts'
import { localeOf } from '../admin/data/readView.ts'
import { TASKS_ROLES } from '../admin/tasks/tasksAccess.ts'
import { OPERATIONS_ROLES } from '../admin/operations/operationsAccess.ts'
import { findOperationsBoard } from '../admin/data/operationsBoard.ts'
import { hasRole } from '../access/people.ts'
import { databaseOf } from '../database/handles.ts'
import { EVERYTHING } from '../domain/engagementRollup.ts'
import { reason } from '../domain/reasons/reason.ts'
import { CAMPAIGNS, CHANNELS, POSTS, PUBLICATIONS } from '../domain/slugs.ts'
import { chosenTimeZone } from '../domain/timeZone.ts'
import { problem, refuseStrangers, refuseUnknown } from '../endpoints/jsonEndpoint.ts'
import { createFiguresReader } from '../engagement/figures.ts'
import { servicesOf } from './services.ts'

/** What the admin's own views ask; for signed-in people of the admin only. */
export const adminEndpoints: Endpoint[] = [
  {
    handler: forPeople(({ payload, query }) =>
      findOverview({
        db: databaseOf(payload),
        locale: localeOf(textOf(query['language'])),
        timeZone: knownZone(textOf(query['timeZone']), chosenTimeZone(payload.config.custom)),
      }),
    ),
    method: 'get',
    path: '/drumbeat/overview',
  },
  {
    handler: forPeople(({ payload, query, user }) =>
      hasRole(user, ...OPERATIONS_ROLES)
        ? findOperationsBoard({ db: databaseOf(payload), locale: localeOf(textOf(query['language'])) })
        : Promise.resolve(undefined),
    ),
    method: 'get',
    path: '/drumbeat/operations',
  },
  {
    handler: forPeople(({ payload, query }) =>
      findWorkList({ db: databaseOf(payload), locale: localeOf(textOf(query['language'])) }),
    ),
    method: 'get',
    path: '/drumbeat/late',
  },
  {
    handler: forPeople(({ payload, query, user }) =>
      hasRole(user, ...TASKS_ROLES)
        ? findTasks({
            db: databaseOf(payload),
            kinds: handKinds(payload),
            locale: localeOf(textOf(query['language'])),
            me: { id: String(user?.id) },
            now: servicesOf(payload).clock(),
            users: payload.config.admin.user,
            whose: query['whose'] === 'all' ? 'all' : 'mine',
          })
        : Promise.resolve(undefined),
    ),
    method: 'get',
    path: '/drumbeat/tasks',
  },
  {
    handler: forPeople(async (req) => {
      const id = idOf(req)

      return (await mayRead(req, POSTS, id))
        ? findPostBoard({ db: databaseOf(req.payload), locale: localeOf(textOf(req.query['language'])), postId: id })
        : null
    }),
    method: 'get',
    path: '/drumbeat/posts/:id/board',
  },
  {
    handler: forPeople(async (req) => {
      const id = idOf(req)

      return (await mayRead(req, PUBLICATIONS, id))
        ? findPublicationDetail({ db: databaseOf(req.payload), id, locale: localeOf(textOf(req.query['language'])) })
        : null
    }),
    method: 'get',
    path: '/drumbeat/publications/:id',
  },
  {
    handler: forPeople(({ payload, query }) =>
      createFiguresReader({
        clock: servicesOf(payload).clock,
        db: databaseOf(payload),
        timeZone: knownZone(textOf(query['timeZone']), chosenTimeZone(payload.config.custom)),
      }).forSubject({ days: FIGURE_DAYS, ...EVERYTHING }),
    ),
    method: 'get',
    path: '/drumbeat/figures',
  },
  {
    handler: forPeople(async (req) => {
      const id = idOf(req)

      return (await mayRead(req, CAMPAIGNS, id))
        ? findCampaignBoard({
            campaignId: id,
            db: databaseOf(req.payload),
            locale: localeOf(textOf(req.query['language'])),
          })
        : null
    }),
    method: 'get',
    path: '/drumbeat/campaigns/:id/board',
  },
  {
    handler: forPeople(async (req) => {
      const id = idOf(req)

      return (await mayRead(req, CHANNELS, id))
        ? findChannelHealth({ channelId: id, db: databaseOf(req.payload), language: req.i18n.language })
        : null
    }),
    method: 'get',
    path: '/drumbeat/channels/:id/health',
  },
]

const FIGURE_DAYS = 7

/** The kinds of channel on which a person publishes. */
const handKinds = (payload: Payload): string[] =>
  servicesOf(payload)
    .channels.kinds()
    .flatMap(({ manifest }) => (manifest.mode === 'assisted' ? [manifest.kind] : []))

/** Asks Payload's own access, so that a person sees through our endpoints no more than through REST. */
async function mayRead(req: PayloadRequest, collection: CollectionSlug, id: string): Promise<boolean> {
  const { docs } = await req.payload.find({
    collection,
    depth: 0,
    limit: 1,
    overrideAccess: false,
    pagination: false,
    req,
    select: {},
    where: { id: { equals: id } },
  })

  return docs.length > 0
}

const idOf = ({ routeParams }: PayloadRequest): string => textOf(routeParams?.['id']) ?? ''

/** Answers people with JSON; machines and strangers with 401 or 403. */
function forPeople(answer: (req: PayloadRequest) => Promise<unknown>): Endpoint['handler'] {
  return async (req) => {
    const refusal = refuseStrangers(req)

    if (refusal !== null) {
      return refusal
    }

    const found = await answer(req)

    if (found === undefined) {
      return problem(403, [reason('FORBIDDEN')], req)
    }

    return found === null ? refuseUnknown(req) : Response.json(found, { headers: { 'cache-control': 'no-store' } })
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
