import type { SafeFetch } from '../../src/domain/channelAdapter.ts'

/**
 * A `fetch` whose process dies behind the call that publishes part `count`: that part is taken, its answer never arrives,
 * and nothing leaves any more.
 *
 * `path` tells the calls that publish from all others.
 */
export function crashingAfter(count: number, fetch: SafeFetch, path: string): SafeFetch {
  let published = 0

  return async (url, init) => {
    if (init?.method !== 'POST' || !url.endsWith(path)) {
      return fetch(url, init)
    }

    published += 1

    if (published > count) {
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' })
    }

    const answer = await fetch(url, init)

    if (published === count) {
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' })
    }

    return answer
  }
}
