import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'

import { findFreePort } from '../../src/database/freePort.ts'
import { MIB, MINUTE, SECOND } from '../../src/domain/duration.ts'
import { describeHostApp } from './hostApp/files.ts'

const run = promisify(execFile)
const children: ChildProcess[] = []
let directory: string
let origin: string
let env: NodeJS.ProcessEnv

/** Packs the plugin and installs it into a blank Payload app, as an integrator does. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-host-'))
  await run('npm', ['run', 'build:plugin'])
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', directory], {
    maxBuffer: 64 * MIB,
  })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  const port = await findFreePort()

  origin = `http://127.0.0.1:${port}`
  env = {
    ...process.env,
    DATABASE_URI: `${inject('mongoUri')}/host_${randomBytes(4).toString('hex')}?replicaSet=drumbeat`,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    PAYLOAD_SECRET: 'a secret of the host app',
  }

  for (const [name, text] of Object.entries(await describeHostApp({ tarball: path.join(directory, filename) }))) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true })
    await writeFile(path.join(directory, name), text)
  }

  const { NODE_ENV: _production, ...installing } = env
  const inHost = (given: Record<string, string | undefined>) => ({
    cwd: directory,
    env: given as NodeJS.ProcessEnv,
    maxBuffer: 64 * MIB,
  })

  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], inHost(installing))
  await run(
    'npx',
    ['payload', 'generate:importmap'],
    inHost({ ...installing, NODE_OPTIONS: '--conditions=production' }),
  )
  await run('npx', ['next', 'build'], inHost(env))
  start('npx', ['next', 'start', '-p', String(port), '-H', '127.0.0.1'])
  start('npx', ['drumbeat', 'worker'])
  await vi.waitFor(async () => expect((await fetch(`${origin}/api/users/me`)).status).toBe(200), {
    interval: 500,
    timeout: MINUTE,
  })
}, 15 * MINUTE)

afterAll(async () => {
  await Promise.all(children.map(stop))
  await rm(directory, { force: true, maxRetries: 5, recursive: true })
})

function start(command: string, args: string[]): void {
  // A group of its own: npx starts further processes, and all of them must go.
  children.push(spawn(command, args, { cwd: directory, detached: true, env, stdio: 'ignore' }))
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) {
    return
  }

  const exited = new Promise((resolve) => child.once('exit', resolve))

  process.kill(-child.pid, 'SIGTERM')
  await exited
}

async function request(method: string, route: string, { body, token }: { body?: unknown; token?: string } = {}) {
  const response = await fetch(`${origin}${route}`, {
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `JWT ${token}`, cookie: `payload-token=${token}` }),
    },
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()

  return {
    status: response.status,
    text,
    value: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

const idOf = (value: Record<string, unknown>): string => (value['doc'] as { id: string }).id

describe('the package in a blank Payload app', () => {
  it('brings its collections, a scheduled publication that goes out, and its admin views', async () => {
    const registered = await request('POST', '/api/users/first-register', {
      body: { email: 'owner@example.com', password: 'a long password' },
    })

    expect(registered.status, registered.text).toBe(200)

    const token = String(registered.value['token'])
    const create = async (slug: string, body: unknown): Promise<string> => {
      const answer = await request('POST', `/api/${slug}`, { body, token })

      expect(answer.status, answer.text).toBe(201)

      return idOf(answer.value)
    }
    const channel = await create('channels', { kind: 'feed', mode: 'live', name: '官网', slug: 'site' })
    const post = await create('posts', { kind: 'note', title: '你好,宿主应用' })

    await request('PATCH', `/api/posts/${post}`, { body: { stage: 'approved' }, token })
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
      { interval: 500, timeout: MINUTE },
    )

    // The routes of a host without Express, and the host's own collections beside ours.
    const feed = await request('GET', '/api/drumbeat/delivery/v1/channels/site/feed.json', { token })

    expect(feed.text).toContain('你好,宿主应用')
    expect((await request('GET', '/api/pages', { token })).status).toBe(200)

    const admin = await request('GET', '/admin', { token })

    expect(admin.status).toBe(200)
    expect(admin.text, 'the dashboard').toMatch(/class="[^"]*drumbeat-/)

    const list = await request('GET', '/admin/collections/publications', { token })

    expect(list.status).toBe(200)
    expect(list.text, 'the list of publications').toContain('你好,宿主应用')
  })

  it('has a doctor that finds the worker', async () => {
    const { stdout } = await run('npx', ['drumbeat', 'doctor'], { cwd: directory, env })

    expect(stdout).toMatch(/ok +worker/)
    expect(stdout).not.toContain('FAIL')
  })
})
