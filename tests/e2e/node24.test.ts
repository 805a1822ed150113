import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { findFreePort } from '../../src/database/freePort.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { type Command, startCommand } from '../support/command.ts'

const run = promisify(execFile)
let base: string
let directory: string
let node: string
let start: Command

/** Installs a Node.js 24 (the npm package carries the binary) and starts the product with it. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-node24-'))
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', directory, 'node@24'])
  node = path.join(directory, 'node_modules', 'node', 'bin', 'node')

  const port = await findFreePort()

  base = `http://127.0.0.1:${port}`
  start = startCommand({
    entry: 'src/cli/start.ts',
    node,
    variables: { DRUMBEAT_DATA_DIR: path.join(directory, 'data'), DRUMBEAT_DEMO: 'off', PORT: String(port) },
  })
  await start.waitFor(/Drumbeat is ready/)
}, 15 * MINUTE)

afterAll(async () => {
  start.child.kill('SIGKILL')
  await start.exited
  await rm(directory, { force: true, maxRetries: 5, recursive: true })
})

async function request(method: string, route: string, { body, token }: { body?: unknown; token?: string } = {}) {
  const response = await fetch(`${base}${route}`, {
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `JWT ${token}` }) },
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

  return { status: response.status, value: (await response.json()) as Record<string, unknown> }
}

describe('npm start on Node.js 24', () => {
  it('is ready', async () => {
    const { stdout } = await run(node, ['--version'])

    expect(stdout).toMatch(/^v24\./)
    expect((await fetch(`${base}/readyz`)).status).toBe(200)
  })

  it('publishes a scheduled post to a feed', async () => {
    const registered = await request('POST', '/api/users/first-register', {
      body: { email: 'owner@example.com', password: 'a long password' },
    })
    const token = String(registered.value['token'])
    const create = async (slug: string, body: unknown): Promise<string> => {
      const { status, value } = await request('POST', `/api/${slug}`, { body, token })

      expect({ slug, status, value }).toMatchObject({ slug, status: 201 })

      return (value['doc'] as { id: string }).id
    }
    const channel = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const post = await create('posts', { kind: 'note', title: '你好,新版本' })
    const approved = await request('PATCH', `/api/posts/${post}`, { body: { stage: 'approved' }, token })

    expect(approved.status).toBe(200)

    const schedule = await create('schedules', {
      channels: [channel],
      post,
      publishAt: new Date(Date.now() + 2 * SECOND).toISOString(),
      publishAt_tz: 'Asia/Shanghai',
      state: 'armed',
    })

    await vi.waitFor(
      async () => {
        const { value } = await request('GET', `/api/publications?where[schedule][equals]=${schedule}&depth=0`, {
          token,
        })

        expect((value['docs'] as { state: string }[]).map(({ state }) => state)).toEqual(['published'])
      },
      { interval: 250, timeout: MINUTE },
    )

    const { value } = await request('GET', '/delivery/v1/channels/site/posts', { token })

    expect((value['items'] as { title: string }[]).map(({ title }) => title)).toEqual(['你好,新版本'])
  })

  it('ends within ten seconds', async () => {
    const askedAt = performance.now()

    start.child.kill('SIGTERM')

    expect(await start.exited).toBe(0)
    expect(performance.now() - askedAt).toBeLessThan(10 * SECOND)
  })
})
