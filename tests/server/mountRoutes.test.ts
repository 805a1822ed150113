import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { InvalidInputError } from '../../src/domain/errors.ts'
import type { Route } from '../../src/domain/http.ts'
import { mountRoutes } from '../../src/server/mountRoutes.ts'

const text = (body: string) => ({ body, headers: { 'content-type': 'text/plain' }, status: 200 })
const routes: Route[] = [
  { handle: ({ params, query }) => text(`${params['name']} ${query.get('q')}`), method: 'GET', path: '/hello/:name' },
  { handle: ({ body }) => text(String(body.length)), maxBodyBytes: 1_000, method: 'POST', path: '/upload' },
  { handle: () => Promise.reject(new Error('password=hunter2')), method: 'GET', path: '/broken' },
  {
    handle: () => Promise.reject(new InvalidInputError('No.', [{ code: 'BAD', message: 'bad', path: 'x' }])),
    method: 'GET',
    path: '/invalid',
  },
]

describe('mountRoutes', () => {
  let server: Server
  let base = ''

  beforeAll(async () => {
    const app = express()

    mountRoutes(app, routes, pino({ level: 'silent' }))
    server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => server.close())

  it('hands over parameters and query', async () => {
    expect(await (await fetch(`${base}/hello/%E9%BC%93?q=a%26b`)).text()).toBe('鼓 a&b')
  })

  it('answers HEAD as GET without its body', async () => {
    const response = await fetch(`${base}/hello/x?q=1`, { method: 'HEAD' })

    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '3', ''])
  })

  it('takes a body up to its limit', async () => {
    expect(await (await fetch(`${base}/upload`, { body: 'x'.repeat(1_000), method: 'POST' })).text()).toBe('1000')
  })

  it.each([
    ['that says so', 'x'.repeat(1_001)],
    ['that only turns out to be', new Blob(['x'.repeat(200_000)]).stream()],
  ])('refuses a body too large %s', async (_title, body) => {
    const response = await fetch(`${base}/upload`, { body, duplex: 'half', method: 'POST' } as RequestInit)

    expect([response.status, response.headers.get('content-type')]).toEqual([
      413,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('answers another method with 405 and what is allowed', async () => {
    const response = await fetch(`${base}/upload`)

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('tells nothing of an error that was not thrown on purpose', async () => {
    const response = await fetch(`${base}/broken`)
    const body = await response.text()

    expect(response.status).toBe(500)
    expect(body).not.toContain('hunter2')
    expect(JSON.parse(body)).toMatchObject({ code: 'INTERNAL', status: 500 })
  })

  it('passes on the reasons of an error that was', async () => {
    expect(await (await fetch(`${base}/invalid`)).json()).toMatchObject({
      code: 'INVALID_INPUT',
      reasons: [{ code: 'BAD', path: 'x' }],
      status: 400,
    })
  })
})
