import { SECOND } from '../../domain/duration.ts'
import { problemResponse, type Route, type RouteResponse } from '../../domain/http.ts'
import { readAddress, RENDITION_ROUTE } from '../../domain/rendition/address.ts'
import type { Rendition, Renditions } from '../../domain/rendition/renditions.ts'

export interface RenditionRouteOptions {
  clock: () => Date
  renditions: Pick<Renditions, 'find'>
  /** The one that signs, and those that did before. */
  secrets: readonly string[]
}

/**
 * `GET /renditions/v1/…`: one rendition by its signed path, made when it is asked for the first time.
 *
 * What such a path names never changes, so everybody on the way may keep it for as long as it may be shown: for good, or until a licence ends.
 */
export const createRenditionRoute = ({ clock, renditions, secrets }: RenditionRouteOptions): Route => ({
  async handle({ header, params }) {
    const address = readAddress(params, secrets)

    if (address === null) {
      return BAD_SIGNATURE
    }

    const rendition = await renditions.find(address)

    if (rendition === null) {
      return GONE
    }

    return isKnown(header('if-none-match'), rendition.etag)
      ? { headers: headersOf(rendition, clock()), status: 304 }
      : serve(rendition, clock())
  },
  method: 'GET',
  path: RENDITION_ROUTE,
})

const serve = (rendition: Rendition, now: Date): RouteResponse => ({
  body: rendition.data,
  headers: {
    ...headersOf(rendition, now),
    'content-length': String(rendition.data.byteLength),
    'content-type': rendition.mimeType,
  },
  status: 200,
})

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Nobody on the way keeps a picture for longer than it may be shown. */
function secondsOf({ until }: Rendition, now: Date): number {
  const left = until === undefined ? Infinity : Math.floor((until.getTime() - now.getTime()) / SECOND)

  return Math.max(0, Math.min(YEAR_SECONDS, left))
}

const headersOf = (rendition: Rendition, now: Date): Record<string, string> => ({
  'cache-control': `public, max-age=${secondsOf(rendition, now)}, immutable`,
  'cross-origin-resource-policy': 'cross-origin',
  etag: rendition.etag,
  'x-content-type-options': 'nosniff',
})

const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()))

const BAD_SIGNATURE = problemResponse({
  code: 'BAD_SIGNATURE',
  detail: 'The address is not one that was given out; ask for a new one.',
  status: 403,
  title: 'Forbidden',
})

const GONE = problemResponse({
  code: 'GONE',
  detail: 'The picture was changed or deleted since this address was given out, or may not be shown any more.',
  status: 410,
  title: 'Gone',
})
