import { problemResponse, type Route, type RouteResponse } from '../../domain/http.ts'
import { readAddress, RENDITION_ROUTE } from '../../domain/rendition/address.ts'
import type { Rendition, Renditions } from '../../domain/rendition/renditions.ts'

export interface RenditionRouteOptions {
  renditions: Pick<Renditions, 'find'>
  secret: string
}

/**
 * `GET /renditions/v1/…`: one rendition by its signed path, made when it is asked for the first time.
 *
 * What such a path names never changes, so everybody on the way may keep it for good.
 */
export const createRenditionRoute = ({ renditions, secret }: RenditionRouteOptions): Route => ({
  async handle({ header, params }) {
    const address = readAddress(params, secret)

    if (address === null) {
      return BAD_SIGNATURE
    }

    const rendition = await renditions.find(address)

    if (rendition === null) {
      return GONE
    }

    return isKnown(header('if-none-match'), rendition.etag)
      ? { headers: headersOf(rendition), status: 304 }
      : serve(rendition)
  },
  method: 'GET',
  path: RENDITION_ROUTE,
})

const serve = (rendition: Rendition): RouteResponse => ({
  body: rendition.data,
  headers: {
    ...headersOf(rendition),
    'content-length': String(rendition.data.byteLength),
    'content-type': rendition.mimeType,
  },
  status: 200,
})

const headersOf = ({ etag }: Rendition): Record<string, string> => ({
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
  etag,
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
  detail: 'The picture was changed or deleted since this address was given out.',
  status: 410,
  title: 'Gone',
})
