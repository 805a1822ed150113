import type { Route } from './http.ts'

export type RouteMatch =
  | { allowed: readonly Route['method'][]; kind: 'wrong-method' }
  | { kind: 'found'; params: Record<string, string>; route: Route }
  | { kind: 'unknown' }

/** Finds the route for a method and path; HEAD is served by GET. Where routes overlap the first one wins. */
export function matchRoute({ method, path, routes }: MatchRouteArgs): RouteMatch {
  const wanted = method === 'HEAD' ? 'GET' : method
  const candidates = routes.flatMap((route) => {
    const params = matchPath(route.path, path)

    return params === null ? [] : [{ params, route }]
  })
  const found = candidates.find(({ route }) => route.method === wanted)

  if (found !== undefined) {
    return { kind: 'found', ...found }
  }

  return candidates.length > 0
    ? { allowed: candidates.map(({ route }) => route.method), kind: 'wrong-method' }
    : { kind: 'unknown' }
}

export interface MatchRouteArgs {
  method: string
  path: string
  routes: readonly Route[]
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/')
  const given = path.split('/')
  const params: Record<string, string> = {}

  const isMatch =
    expected.length === given.length &&
    expected.every((part, index) => {
      const value = given[index] ?? ''

      if (!part.startsWith(':')) {
        return part === value
      }

      params[part.slice(1)] = decode(value)

      return value !== ''
    })

  return isMatch ? params : null
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
