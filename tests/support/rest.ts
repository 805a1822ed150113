export interface RestCall {
  body?: object
  headers?: Record<string, string>
}

export type Rest = <Answer>(method: 'GET' | 'PATCH' | 'POST', path: string, call?: RestCall) => Promise<Answer>

/** Calls a running product by HTTP; anything but a success is an error with the whole answer in it. */
export function createRest(origin: string, authorization?: string): Rest {
  return async <Answer>(method: string, path: string, { body, headers = {} }: RestCall = {}): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()

    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`)
    }

    return JSON.parse(text) as Answer
  }
}
