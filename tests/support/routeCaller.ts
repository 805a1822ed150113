import type { Route, RouteRequest } from '../../src/domain/http.ts'

export interface CalledResponse<Body> {
  body: Body
  bytes: Buffer
  headers: Record<string, string>
  status: number
  text: string
}

/** Calls routes by address, without a server in between; JSON bodies come parsed, empty ones as null. */
export function createRouteCaller(routes: readonly Route[]) {
  return async <Body = unknown>(url: string, headers: Record<string, string> = {}): Promise<CalledResponse<Body>> => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')

    for (const route of routes) {
      const params = match(route.path, pathname)

      if (route.method === 'GET' && params !== null) {
        const response = await route.handle(aRequest({ headers, params, query: searchParams }))
        const bytes = Buffer.from(response.body ?? '')
        const text = bytes.toString('utf8')
        const isJson = response.headers['content-type']?.includes('json') === true

        const body = (isJson ? JSON.parse(text) : null) as Body

        return { body, bytes, headers: response.headers, status: response.status, text }
      }
    }

    throw new Error(`no route for ${url}`)
  }
}

interface RequestArgs {
  headers: Record<string, string>
  params: Record<string, string>
  query: URLSearchParams
}

const aRequest = ({ headers, params, query }: RequestArgs): RouteRequest => ({
  body: new Uint8Array(),
  header: (name) => headers[name.toLowerCase()],
  ip: '127.0.0.1',
  method: 'GET',
  params,
  query,
})

function match(path: string, pathname: string): Record<string, string> | null {
  const wanted = path.split('/')
  const given = pathname.split('/')
  const params: Record<string, string> = {}

  if (wanted.length !== given.length) {
    return null
  }

  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''

    if (part.startsWith(':')) {
      params[part.slice(1)] = decodeURIComponent(value)
    } else if (part !== value) {
      return null
    }
  }

  return params
}
