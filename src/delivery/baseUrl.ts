import { InvalidInputError } from '../domain/errors.ts'
import type { RouteRequest } from '../domain/http.ts'

/** A host name, IPv4 or bracketed IPv6 address, with or without port. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/**
 * The address, without a slash at its end, under which the client reaches this server.
 *
 * `publicUrl` decides where it is set. Otherwise the request's own host does, which is right on one machine
 * and behind proxies that pass it on; a host that is none is refused, not echoed.
 */
export function baseUrlOf({ publicUrl, request }: BaseUrlArgs): string {
  if (publicUrl !== undefined) {
    return publicUrl.replace(/\/+$/, '')
  }

  const host = request.header('host') ?? ''

  if (!HOST.test(host)) {
    throw new InvalidInputError('The Host header is not a host.', [{ code: 'BAD_HOST', message: 'Not a host.' }])
  }

  return `${request.header('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${host}`
}

export interface BaseUrlArgs {
  /** `PUBLIC_URL` of the environment. */
  publicUrl: string | undefined
  request: Pick<RouteRequest, 'header'>
}

/** Makes a path absolute; what is absolute already, or empty, stays. */
export const absoluteUrl = (base: string, url: string): string => (isRootRelative(url) ? base + url : url)

/** Makes the addresses in our own sanitised HTML absolute, because feed readers have no page to resolve them by. */
export const absoluteHtml = (base: string, html: string): string =>
  html.replace(
    /(\s(?:href|poster|src)=")(\/(?!\/)[^"]*)/g,
    (_match, before: string, url: string) => before + base + url,
  )

const isRootRelative = (url: string): boolean => url.startsWith('/') && !url.startsWith('//')
