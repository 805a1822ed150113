import { uuidv7 } from 'uuidv7'

import type { Route, RouteRequest } from '../../domain/http.ts'
import { decideLink } from '../../domain/shortLink.ts'
import { isBot } from '../bots.ts'
import type { LinkReader } from '../linkReader.ts'
import type { Recorder } from '../recorder.ts'
import type { VisitorLimit } from '../visitorLimit.ts'
import { refuseLink } from './refusedLink.ts'

export interface ShortLinkRouteOptions {
  clock: () => Date
  links: LinkReader
  recorder: Recorder
  visitorLimit: VisitorLimit
}

const CODE = /^[\w-]{1,64}$/

/**
 * `GET /r/:code`: 302 to the link's address with its UTM parameters; counts one click.
 *
 * HEAD and a browser's prefetch are no clicks; a program's visit is counted as a bot's.
 */
export const createShortLinkRoute = ({ clock, links, recorder, visitorLimit }: ShortLinkRouteOptions): Route => ({
  async handle(request) {
    const code = request.params['code'] ?? ''
    const link = CODE.test(code) ? await links.find(code) : null
    const decision = decideLink({ link, now: clock() })

    if (decision.action === 'refuse' || link === null) {
      return refuseLink(decision.action === 'refuse' ? decision.reason : 'unknown', request)
    }

    if (isVisit(request) && (await visitorLimit.consume(request.ip, 1)) === null) {
      recorder.note({
        id: uuidv7(),
        link: link.id,
        occurredAt: clock(),
        type: 'click',
        ...(isBot(request.header('user-agent')) ? { bot: true } : {}),
      })
    }

    return {
      headers: {
        'cache-control': 'no-store, private, max-age=0',
        location: decision.url,
        'x-robots-tag': 'noindex',
      },
      status: 302,
    }
  },
  method: 'GET',
  path: '/r/:code',
})

const PURPOSE_HEADERS = ['purpose', 'sec-purpose', 'x-moz', 'x-purpose']

const isVisit = ({ header, method }: RouteRequest): boolean =>
  method === 'GET' && !PURPOSE_HEADERS.some((name) => /prefetch|prerender|preview/i.test(header(name) ?? ''))
