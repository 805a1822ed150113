import { once } from 'node:events'

import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { PUBLICATIONS } from '../../src/domain/slugs.ts'
import { type Command, startCommand } from '../support/command.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { acting, openReleaseScene, publishing, type ReleaseScene, soon } from '../support/releaseScene.ts'
import { until } from '../support/until.ts'

let scene: ReleaseScene
let receiver: Receiver
let channel: string
let workers: Command[] = []
/** The first refusal is the last thing that the worker lives to see. */
let killsAtRefusal = false

beforeAll(async () => {
  scene = await openReleaseScene()
})

beforeEach(async () => {
  receiver = await startReceiver((request, response) => {
    const isRefused = request.body.includes(REFUSED)

    if (isRefused && killsAtRefusal) {
      killsAtRefusal = false
      workers.at(-1)?.child.kill('SIGKILL')
    }

    response.writeHead(isRefused ? 422 : 200, { 'content-type': 'application/json' }).end('{}')
  })
  channel = await scene.create('channels', {
    credentials: { secret: `whsec_${'A'.repeat(32)}` },
    kind: 'webhook',
    mode: 'live',
    name: '官网',
    settings: { url: receiver.url },
    slug: `site-${new ObjectId().toHexString()}`,
  })
})

afterEach(async () => {
  for (const { child, exited } of workers) {
    child.kill('SIGKILL')
    await exited
  }

  workers = []
  await receiver.close()
})

afterAll(() => scene.app.stop())

/** The receiver refuses what says so. */
const REFUSED = '会被拒绝的一条'

/** The project's own worker, in a process of its own on the database of the scene. */
function startWorker(failpoint?: string): Command {
  const worker = startCommand({
    entry: 'src/cli/worker.ts',
    variables: {
      DATABASE_URI: `${inject('mongoUri')}/${scene.app.db.databaseName}?replicaSet=drumbeat`,
      OUTBOUND_ALLOW: '127.0.0.1',
      PAYLOAD_SECRET: String(process.env['PAYLOAD_SECRET']),
      ...(failpoint === undefined ? {} : { DRUMBEAT_FAILPOINT: failpoint }),
    },
  })

  workers.push(worker)

  return worker
}

/** Arms a release, lets a worker die of `kill -9` in the middle of it, and another one go on. */
async function playAcrossDeath(campaign: string, failpoint?: string): Promise<void> {
  const armed = await scene.as('POST', `/campaigns/${campaign}/release/arm`)

  expect(armed.status, JSON.stringify(armed.body)).toBe(200)

  const { child } = startWorker(failpoint)

  await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  expect((await scene.progress(campaign)).state).toBe('running')
  await letLeasesEnd()
  startWorker()
}

/** As if the minute of a lease had passed since the holder died. */
const letLeasesEnd = () =>
  scene.app.db
    .collection(PUBLICATIONS)
    .updateMany({ leaseUntil: { $type: 'date' } }, [{ $set: { leaseUntil: '$$NOW' } }])

const publish = async (title = '一条') =>
  scene.schedule(await scene.post(title), { channels: [channel], publishAt: soon(2 * SECOND) })

const rowsOf = (schedules: readonly string[]) =>
  scene.app.db
    .collection<PublicationRow<ObjectId>>(PUBLICATIONS)
    .find({ schedule: { $in: schedules.map((id) => new ObjectId(id)) } })
    .toArray()

const reaches = (campaign: string, state: string, items: Record<string, string>) =>
  until(
    `the release is ${state}`,
    async () => {
      const progress = await scene.progress(campaign)
      const states = progress.items.map((item) => `${item.key} ${item.state}`).sort()
      const wanted = Object.entries(items).map((item) => item.join(' '))

      return progress.state === state && states.join() === wanted.sort().join()
    },
    2 * MINUTE,
  )

/** What took effect: a receiver of Standard Webhooks takes each id once. */
const effects = (): string[] => [...new Set(receiver.received.map(({ headers }) => String(headers['webhook-id'])))]

describe('a worker killed in the middle of a release', () => {
  it('leaves what another one takes up where it stopped, each thing once', async () => {
    const [first, second, third] = [await publish(), await publish(), await publish()]
    const offer = await scene.create('offers', { kind: 'coupon', name: '满减' })
    const campaign = await scene.campaign([
      { ...publishing(first), key: 'first' },
      { ...publishing(second), after: ['first'], key: 'second' },
      { ...publishing(third), after: ['second'], key: 'third' },
      { ...acting('start', 'offers', offer), after: ['third'], key: 'offer' },
    ])

    // The second one has been sent, and nobody has written that down.
    await playAcrossDeath(campaign, 'after-answer:2')
    await reaches(campaign, 'done', { first: 'done', offer: 'done', second: 'done', third: 'done' })

    const rows = await rowsOf([first, second, third])

    expect(rows.map(({ state }) => state)).toEqual(['published', 'published', 'published'])
    expect(effects().sort()).toEqual(rows.map(({ _id }) => _id).sort())
    // In their order, the repeated one beside itself.
    expect(effects()).toEqual(
      [first, second, third].map((id) => rows.find(({ schedule }) => String(schedule) === id)?._id),
    )
  })

  it.each([
    ['stop', 'stopped', { bad: 'failed', beside: 'skipped', good: 'done', next: 'skipped' }, 2],
    ['continue', 'done', { bad: 'failed', beside: 'done', good: 'done', next: 'skipped' }, 3],
  ] as const)('keeps its rule for failures: %s', async (onFailure, state, items, arrived) => {
    const good = await publish()
    const bad = await publish(REFUSED)
    const [beside, next] = [await publish(), await publish()]
    const campaign = await scene.campaign(
      [
        { ...publishing(good), key: 'good' },
        { ...publishing(bad), after: ['good'], key: 'bad' },
        { ...publishing(next), after: ['bad'], key: 'next' },
        // It has its own time, when it is long known that one has failed.
        { ...publishing(beside), key: 'beside' },
      ],
      { onFailure },
    )

    await scene.as('PATCH', `/schedules/${beside}`, { publishAt: soon(30 * SECOND) })
    killsAtRefusal = true
    await playAcrossDeath(campaign)
    await reaches(campaign, state, items)

    expect(effects()).toHaveLength(arrived)
    expect((await rowsOf([next])).map(({ state: each }) => each)).toEqual(['cancelled'])
  })
})
