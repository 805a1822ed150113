import { describe, expect, it } from 'vitest'

import {
  type RenditionAddress,
  readAddress,
  readPath,
  RENDITION_ROUTE,
  signAddress,
} from '../../../src/domain/rendition/address.ts'
import type { Route } from '../../../src/domain/http.ts'
import { matchRoute } from '../../../src/domain/matchRoute.ts'

const address: RenditionAddress = {
  focal: '50-30',
  media: '665f0c0a9b1e8a0012345678',
  preset: 'wechat-cover',
  treatment: 'ai',
  version: '0123456789abcdef',
}
const route: Route = { handle: () => ({ headers: {}, status: 200 }), method: 'GET', path: RENDITION_ROUTE }

function paramsOf(path: string): Record<string, string> {
  const match = matchRoute({ method: 'GET', path, routes: [route] })

  return match.kind === 'found' ? match.params : {}
}

describe('readPath', () => {
  it('reads a path that was signed, by the secret of now or one of before', () => {
    expect(readPath(signAddress(address, 'before'), ['secret', 'before'])).toEqual(address)
  })

  it.each(['', '/api/media/file/sun.jpg', `${signAddress(address, 'secret')}/more`, signAddress(address, 'other')])(
    'refuses %j',
    (path) => {
      expect(readPath(path, ['secret'])).toBeNull()
    },
  )
})

describe('readAddress', () => {
  it('reads what was signed', () => {
    expect(readAddress(paramsOf(signAddress(address, 'secret')), ['secret'])).toEqual(address)
  })

  it.each(['focal', 'media', 'preset', 'treatment', 'version', 'signature'])('refuses a changed %s', (name) => {
    const params = paramsOf(signAddress(address, 'secret'))
    const changed = { ...params, [name]: (params[name] ?? '').replace(/.$/, (last) => (last === '1' ? '2' : '1')) }

    expect(readAddress(changed, ['secret'])).toBeNull()
  })

  it('refuses what another secret signed, and nothing at all', () => {
    expect(readAddress(paramsOf(signAddress(address, 'other')), ['secret'])).toBeNull()
    expect(readAddress({}, ['secret'])).toBeNull()
  })

  it('refuses a well signed address that leads elsewhere', () => {
    const elsewhere = { ...address, preset: '../../etc' }

    expect(readAddress(paramsOf(signAddress(elsewhere, 'secret')), ['secret'])).toBeNull()
  })
})
