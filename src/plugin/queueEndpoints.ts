import type { Endpoint, PayloadRequest } from 'payload'

import type { Dependencies, QueuedSchedule } from '../../hooks/dependencies.ts'
import { localeOf } from '../admin/data/readView.ts'
import { reason } from '../domain/reasons/reason.ts'
import { answerError, problem, readJson, refuseStrangers } from '../endpoints/jsonEndpoint.ts'

type Dependency = Pick<Dependencies, 'services'>

/** `POST /api/schedules/queue`: takes the next free slot of each channel. */
export const createAddToQueueEndpoint = (dependencies: Dependency): Endpoint => ({
  handler: (req) => forPeople(req, () => add(req, dependencies)),
  method: 'post',
  path: '/queue',
})

/** `GET /api/channels/:id/queue` and `POST /api/channels/:id/queue/reorder {order}`. */
export const createQueueEndpoints = (dependencies: Dependency): Endpoint[] => [
  {
    handler: (req) => forPeople(req, async () => Response.json(await view(req, dependencies), FRESH)),
    method: 'get',
    path: '/:id/queue',
  },
  { handler: (req) => forPeople(req, () => reorder(req, dependencies)), method: 'post', path: '/:id/queue/reorder' },
]

const FRESH = { headers: { 'cache-control': 'no-store' } }

/** What a schedule from the queue may be told beside its post and channels. */
const PASSED_ON = ['catchUp', 'content', 'graceMinutes', 'onQuiet', 'state', 'unpublishAt'] as const

async function add(req: PayloadRequest, { services }: Dependency): Promise<Response> {
  const body = await readJson(req)
  const post = body?.['post']
  const channelIds = readIds(body?.['channels'] ?? body?.['channel'])

  if (body === null || typeof post !== 'string' || channelIds === null) {
    return problem(400, [{ ...reason('QUEUE_ADD'), code: 'BODY', reason: 'QUEUE_ADD' }], req)
  }

  const { state = 'armed' } = body

  if (state !== 'armed' && state !== 'planned') {
    return problem(
      400,
      [reason('STATE', { path: 'state', values: { from: 'planned', to: typeof state === 'string' ? state : '' } })],
      req,
    )
  }

  const data = Object.fromEntries(PASSED_ON.flatMap((name) => (name in body ? [[name, body[name]] as const] : [])))
  const queued = await services(req.payload).queue.add({ channelIds, data, postId: post, req })
  const docs = queued.map(({ schedule }) => schedule)

  return Response.json({ doc: docs[0], docs, slots: queued.map(describeSlot) }, { status: 201 })
}

const describeSlot = ({ at, channelId, localTime, schedule, timeZone }: QueuedSchedule) => ({
  at: at.toISOString(),
  channel: channelId,
  localTime,
  schedule: schedule['id'],
  timeZone,
})

const view = (req: PayloadRequest, { services }: Dependency) => {
  const { language } = req.query

  return services(req.payload).queue.view({
    channelId: idIn(req),
    locale: localeOf(typeof language === 'string' ? language : req.i18n.language),
    req,
  })
}

async function reorder(req: PayloadRequest, dependencies: Dependency): Promise<Response> {
  const order = readIds((await readJson(req))?.['order'])

  if (order === null) {
    return problem(400, [{ ...reason('QUEUE_ORDER', { path: 'order' }), code: 'BODY', reason: 'QUEUE_ORDER' }], req)
  }

  await dependencies.services(req.payload).queue.reorder({ channelId: idIn(req), order, req })

  return Response.json(await view(req, dependencies))
}

const MOST = 1_000

/** One id or many different ones; null for anything else. */
function readIds(value: unknown): string[] | null {
  const ids: unknown[] = Array.isArray(value) ? value : [value]

  return ids.length > 0 && ids.length <= MOST && ids.every((id): id is string => typeof id === 'string' && id !== '')
    ? [...new Set(ids)]
    : null
}

const idIn = ({ routeParams }: PayloadRequest): string => String(routeParams?.['id'])

async function forPeople(req: PayloadRequest, answer: () => Promise<Response>): Promise<Response> {
  const refusal = refuseStrangers(req)

  if (refusal !== null) {
    return refusal
  }

  try {
    return await answer()
  } catch (error) {
    return answerError(error, req)
  }
}
