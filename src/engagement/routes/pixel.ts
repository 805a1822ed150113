import { uuidv7 } from 'uuidv7'

import type { Route } from '../../domain/http.ts'
import { isBot } from '../bots.ts'
import type { Recorder } from '../recorder.ts'
import type { VisitorLimit } from '../visitorLimit.ts'

export interface PixelRouteOptions {
  clock: () => Date
  recorder: Recorder
  visitorLimit: VisitorLimit
}

const TRANSPARENT_GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const PUBLICATION_ID = /^[0-9a-f]{32}$/i

/**
 * `GET /engagement/v1/pixel.gif?p=<publication>` (or `publication=`): one transparent dot, one view.
 *
 * Always answers with the picture: a broken image in a partner's page helps nobody. What names no
 * publication is not counted.
 */
export const createPixelRoute = ({ clock, recorder, visitorLimit }: PixelRouteOptions): Route => ({
  async handle({ header, ip, method, query }) {
    const publication = query.get('p') ?? query.get('publication') ?? ''

    if (method === 'GET' && PUBLICATION_ID.test(publication) && (await visitorLimit.consume(ip, 1)) === null) {
      recorder.note({
        id: uuidv7(),
        occurredAt: clock(),
        publication: publication.toLowerCase(),
        type: 'view',
        ...(isBot(header('user-agent')) ? { bot: true } : {}),
      })
    }

    return {
      body: TRANSPARENT_GIF,
      headers: {
        'cache-control': 'no-store, private, max-age=0',
        'content-length': String(TRANSPARENT_GIF.byteLength),
        'content-type': 'image/gif',
        'cross-origin-resource-policy': 'cross-origin',
      },
      status: 200,
    }
  },
  method: 'GET',
  path: '/engagement/v1/pixel.gif',
})
