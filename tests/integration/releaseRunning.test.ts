// Longer than 300 lines: opening the database and the app costs seconds, so all that is asked of this one stands together.

import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Sending } from '../../jobs/createSending.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/duration.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { startDrumbeatWorker } from '../../src/plugin/worker.ts'
import { acting, openReleaseScene, publishing, type ReleaseScene, soon, withdrawing } from '../support/releaseScene.ts'

let scene: ReleaseScene
let running: Sending[] = []

beforeAll(async () => {
  scene = await openReleaseScene()
})

afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()))
  running = []
})

afterAll(() => scene.app.stop())

const startWorkers = async (count = 1): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    running.push(await startDrumbeatWorker(scene.app.payload, { version: 'test' }))
  }
}

const act = async (campaign: string, name: string, body?: unknown): Promise<void> => {
  const answer = await scene.as('POST', `/campaigns/${campaign}/release/${name}`, body)

  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { interval: 100, timeout: 50 * SECOND })

const statesOf = async (campaign: string) =>
  Object.fromEntries((await scene.progress(campaign)).items.map(({ key, state }) => [key, state]))

const reaches = (campaign: string, state: string, items: Record<string, string>) =>
  until(async () => {
    expect([(await scene.progress(campaign)).state, await statesOf(campaign)]).toEqual([state, items])
  })

const rowsOf = (schedule: string) =>
  scene.app.db
    .collection<PublicationRow<ObjectId>>('publications')
    .find({ schedule: new ObjectId(schedule) })
    .toArray()

const read = async (slug: string, id: string) => (await scene.as('GET', `/${slug}/${id}?depth=0`)).body

const anOffer = (given: Record<string, unknown> = {}) =>
  scene.create('offers', { kind: 'coupon', name: '满减', ...given })

/** Where the row stands as if its channel had refused it for good. */
const fail = (schedule: string) =>
  scene.app.db.collection<PublicationRow<ObjectId>>('publications').updateOne(
    { schedule: new ObjectId(schedule) },
    {
      $set: {
        error: { class: 'rejected-content', code: 'WORD', message: '含有禁用词' },
        followed: false,
        state: 'failed',
        updatedAt: new Date(0),
      },
    },
  )

/** Where one of its rows stands as if its channel had taken it. */
const putOut = (schedule: string) =>
  scene.app.db.collection<PublicationRow<ObjectId>>('publications').updateOne(
    { schedule: new ObjectId(schedule) },
    {
      $set: {
        receipt: { publishedAt: new Date().toISOString(), remoteId: '1' },
        startedAt: new Date(),
        state: 'published',
      },
    },
  )

/** A schedule of two channels. */
const onTwo = async () => {
  const site = await scene.create('channels', {
    kind: 'feed',
    mode: 'live',
    name: '官网',
    slug: `site-${new ObjectId().toHexString()}`,
  })

  return scene.schedule(await scene.post(), { channels: [scene.feed, site] })
}

const publishedAt = async (schedule: string) => new Date(String((await rowsOf(schedule))[0]?.receipt?.publishedAt))

describe('a release that runs', () => {
  it('does one thing after the other, and says how far it is', async () => {
    const [teaser, main] = [
      await scene.schedule(await scene.post(), { publishAt: soon(3 * SECOND) }),
      await scene.schedule(await scene.post(), { publishAt: soon(3 * SECOND) }),
    ]
    const [offer, old] = [await anOffer(), await scene.post('旧活动')]
    const challenge = await scene.create('challenges', aChallenge())
    const before = await scene.schedule(old, { publishAt: soon(), state: 'armed' })

    await startWorkers()
    await until(async () => expect((await rowsOf(before))[0]?.state).toBe('published'))
    const campaign = await scene.campaign([
      { ...publishing(teaser), after: ['offer'], key: 'teaser' },
      { ...acting('start', 'offers', offer), at: soon(5 * SECOND), key: 'offer' },
      { ...publishing(main), after: ['teaser'], key: 'main' },
      { ...acting('start', 'challenges', challenge), after: ['main'], key: 'challenge' },
      { ...withdrawing(old), after: ['main'], key: 'old' },
    ])

    await act(campaign, 'arm')
    // Due before what they wait for: held at the gate, and not lost.
    await until(async () =>
      expect((await rowsOf(teaser))[0]).toMatchObject({ error: { code: 'RELEASE_WAITS' }, state: 'blocked' }),
    )
    await reaches(campaign, 'done', { challenge: 'done', main: 'done', offer: 'done', old: 'done', teaser: 'done' })

    const started = new Date(String((await read('offers', offer))['startAt']))

    expect(started <= (await publishedAt(teaser))).toBe(true)
    expect((await publishedAt(teaser)) <= (await publishedAt(main))).toBe(true)
    expect(await read('challenges', challenge)).toMatchObject({ status: 'open' })
    expect((await rowsOf(before))[0]?.state).toBe('withdrawn')
    // Nobody was told of a block that was only a turn to wait for.
    expect((await rowsOf(teaser))[0]).toMatchObject({ attempts: 1, error: null, state: 'published' })
    expect((await read('campaigns', campaign))['release']).toMatchObject({ state: 'done' })
    expect(await scene.app.db.collection('releases').countDocuments({ held: { $exists: true } })).toBe(0)
  })

  it('stops at the first failure, and nothing of the rest goes out', async () => {
    const [bad, next, later] = [
      await scene.schedule(await scene.post()),
      await scene.schedule(await scene.post(), { publishAt: soon(6 * SECOND) }),
      await scene.schedule(await scene.post()),
    ]
    const offer = await anOffer()
    const campaign = await scene.campaign([
      { ...publishing(bad), key: 'bad' },
      { ...publishing(next), key: 'next' },
      { ...publishing(later), key: 'later' },
      { ...acting('start', 'offers', offer), at: soon(6 * SECOND), key: 'offer' },
    ])

    await act(campaign, 'arm')
    await fail(bad)
    await startWorkers()
    await reaches(campaign, 'stopped', { bad: 'failed', later: 'skipped', next: 'skipped', offer: 'skipped' })

    expect((await rowsOf(later)).map(({ state }) => state)).toEqual(['cancelled'])
    expect(await read('schedules', later)).toMatchObject({ state: 'paused' })
    expect((await read('offers', offer))['startAt'] ?? null).toBeNull()
    expect((await rowsOf(next))[0]?.state).toBe('cancelled')
    expect((await scene.item(campaign, 'bad')).error).toMatchObject({ code: 'WORD' })
  })

  it('goes on after a failure when told to, with what does not depend on it', async () => {
    const [bad, behind, other] = [
      await scene.schedule(await scene.post()),
      await scene.schedule(await scene.post()),
      await scene.schedule(await scene.post(), { publishAt: soon(4 * SECOND) }),
    ]
    const campaign = await scene.campaign(
      [
        { ...publishing(bad), key: 'bad' },
        { ...publishing(behind), after: ['bad'], key: 'behind' },
        { ...publishing(other), key: 'other' },
      ],
      { onFailure: 'continue' },
    )

    await act(campaign, 'arm')
    await fail(bad)
    await startWorkers()
    await reaches(campaign, 'done', { bad: 'failed', behind: 'skipped', other: 'done' })

    expect((await scene.item(campaign, 'behind')).error).toMatchObject({ code: 'DEPENDENCY_FAILED' })
    expect((await rowsOf(behind)).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('goes on where it stopped when it is armed again', async () => {
    const [first, second] = [await scene.schedule(await scene.post()), await scene.schedule(await scene.post())]
    const offer = await anOffer()
    const campaign = await scene.campaign([
      { ...acting('start', 'offers', offer), key: 'offer' },
      { ...publishing(first), key: 'first' },
      { ...publishing(second), after: ['first', 'offer'], key: 'second' },
    ])

    await act(campaign, 'arm')
    await fail(first)
    await scene.round()
    await reaches(campaign, 'stopped', { first: 'failed', offer: 'done', second: 'skipped' })
    const { startAt } = await read('offers', offer)

    await act(campaign, 'arm')
    expect(await statesOf(campaign)).toEqual({ first: 'waiting', offer: 'done', second: 'waiting' })
    expect((await rowsOf(first)).map(({ state }) => state)).toEqual(['armed'])
    expect((await read('offers', offer))['startAt']).toBe(startAt)
  })

  it('sends the rest of what was out in part when it is armed again', async () => {
    const [main, bad] = [await onTwo(), await scene.schedule(await scene.post())]
    const campaign = await scene.campaign([
      { ...publishing(main), key: 'main' },
      { ...publishing(bad), key: 'bad' },
    ])

    await act(campaign, 'arm')
    await putOut(main)
    await fail(bad)
    await scene.round()
    await reaches(campaign, 'stopped', { bad: 'failed', main: 'failed' })
    expect((await scene.item(campaign, 'main')).error).toMatchObject({ code: 'RELEASE_STOPPED' })

    await act(campaign, 'arm')
    expect(await statesOf(campaign)).toEqual({ bad: 'waiting', main: 'waiting' })
    expect((await rowsOf(main)).map(({ state }) => state).sort()).toEqual(['armed', 'published'])

    // Stopped a second time, it is still to be taken back at the end.
    await act(campaign, 'cancel')
    expect(await statesOf(campaign)).toEqual({ bad: 'skipped', main: 'failed' })
  })

  it('begins nothing that waits for what is paused when part of it is out', async () => {
    const [main, offer] = [await onTwo(), await anOffer()]
    const campaign = await scene.campaign([
      { ...publishing(main), key: 'main' },
      { ...acting('start', 'offers', offer), after: ['main'], key: 'offer' },
    ])
    const pause = async (state: string) => {
      expect((await scene.as('PATCH', `/schedules/${main}`, { state })).status).toBe(200)
      await scene.round()
    }

    await act(campaign, 'arm')
    await putOut(main)
    await pause('paused')
    expect(await statesOf(campaign)).toEqual({ main: 'begun', offer: 'waiting' })
    expect((await scene.item(campaign, 'main')).error).toMatchObject({ code: 'SCHEDULE_PAUSED' })

    await pause('armed')
    expect(await scene.item(campaign, 'main')).toMatchObject({ error: null, state: 'begun' })
    await scene.app.db
      .collection('publications')
      .updateMany({ schedule: new ObjectId(main) }, { $set: { state: 'published' } })
    await scene.round()
    await reaches(campaign, 'done', { main: 'done', offer: 'done' })
  })

  it('waits no longer for a channel that is given up while the rest is out', async () => {
    const main = await onTwo()
    const campaign = await scene.campaign([{ ...publishing(main), key: 'main' }])

    await act(campaign, 'arm')
    await putOut(main)
    expect((await scene.as('PATCH', `/schedules/${main}`, { state: 'paused' })).status).toBe(200)
    await scene.round()
    expect((await scene.item(campaign, 'main')).state).toBe('begun')
    expect((await scene.as('PATCH', `/schedules/${main}`, { state: 'cancelled' })).status).toBe(200)
    await scene.round()
    await reaches(campaign, 'done', { main: 'done' })
  })

  it('begins nothing while its campaign is paused or everything is frozen', async () => {
    const offer = await anOffer()
    const campaign = await scene.campaign([{ ...acting('start', 'offers', offer), key: 'a' }], { paused: true })
    const freeze = async (frozen: boolean) =>
      expect((await scene.as('POST', '/globals/operations', { frozen, reason: '演练' })).status).toBe(200)

    await act(campaign, 'arm')
    await scene.round()
    expect(await statesOf(campaign)).toEqual({ a: 'waiting' })

    await freeze(true)
    await scene.as('PATCH', `/campaigns/${campaign}`, { paused: false })
    await scene.round()
    expect(await statesOf(campaign)).toEqual({ a: 'waiting' })

    await freeze(false)
    await scene.round()
    expect(await statesOf(campaign)).toEqual({ a: 'done' })
  })

  it('takes what a stopped release holds out at the gate, before anybody has taken it back', async () => {
    const schedule = await scene.schedule(await scene.post(), { publishAt: soon(2 * SECOND) })
    const campaign = await scene.campaign([{ ...publishing(schedule), key: 'a' }])

    await act(campaign, 'arm')
    // As a worker leaves it that dies right after the decision to stop.
    await scene.app.db
      .collection('releases')
      .updateOne({ _id: new ObjectId(campaign) }, { $set: { state: 'stopped' }, $unset: { open: '' } })
    await scene.app.db.collection('agenda_jobs').deleteMany({ name: 'run-releases' })
    await startWorkers()
    await until(async () => expect(['blocked', 'cancelled']).toContain((await rowsOf(schedule))[0]?.state))
    expect((await rowsOf(schedule))[0]?.receipt ?? null).toBeNull()
  })
})

describe('a post that a release withdraws', () => {
  const leave = (schedule: string, changes: object) =>
    scene.app.db
      .collection<PublicationRow<ObjectId>>('publications')
      .updateOne({ schedule: new ObjectId(schedule) }, { $set: changes })
  const unknown = {
    attempts: 1,
    error: { class: 'unknown-outcome' as const, code: 'OUTCOME_UNKNOWN', message: '' },
    state: 'unconfirmed' as const,
    unknownSince: new Date(),
  }
  const isAskedDown = async (schedule: string) => {
    const [row] = await rowsOf(schedule)

    return row?.unpublishAt instanceof Date && row.unpublishAt <= new Date()
  }

  it('is down once what may stand of it is, or was found not to', async () => {
    const post = await scene.post('旧活动')
    const schedules = await Promise.all(
      [1, 2, 3].map((hours) => scene.schedule(post, { publishAt: soon(hours * HOUR), state: 'armed' })),
    )
    const [standing = '', unclear = '', leaving = ''] = schedules
    const campaign = await scene.campaign([{ ...withdrawing(post), key: 'old' }])

    await leave(unclear, unknown)
    // That one alone is enough to arm it.
    expect((await scene.as('POST', `/campaigns/${campaign}/release/dry-run`)).body).toMatchObject({ canArm: true })
    await leave(leaving, { state: 'sending' })
    await putOut(standing)
    await act(campaign, 'arm')
    await scene.round()
    expect(await Promise.all(schedules.map(isAskedDown))).toEqual([true, true, true])

    await leave(standing, { state: 'withdrawn' })
    await scene.round()
    expect(await statesOf(campaign)).toEqual({ old: 'begun' })
    expect((await rowsOf(unclear))[0]?.error).toMatchObject({ code: 'OUTCOME_UNKNOWN' })

    await leave(leaving, { state: 'withdrawn' })
    // A person has looked, and it stands.
    const [{ _id } = { _id: '' }] = await rowsOf(unclear)
    const found = { outcome: 'published', url: 'https://example.com/p/1' }

    expect((await scene.as('POST', `/publications/${_id}/resolve`, found)).status).toBe(200)
    expect(await isAskedDown(unclear)).toBe(true)
    await scene.round()
    expect(await statesOf(campaign)).toEqual({ old: 'begun' })

    await leave(unclear, { state: 'withdrawn' })
    await scene.round()
    await reaches(campaign, 'done', { old: 'done' })
  })
})

describe('the end of a campaign', () => {
  const edit = async (post: string, data: Record<string, unknown>) =>
    expect((await scene.as('PATCH', `/posts/${post}`, data)).status).toBe(200)

  const live = async (given: Record<string, unknown>) => {
    const post = await scene.post('老版本')
    const first = await scene.schedule(post, { publishAt: soon(), state: 'armed' })

    await startWorkers()
    await until(async () => expect(await read('posts', post)).toMatchObject({ _status: 'published' }))
    // The worker still writes beside the post what stands of it; a save at that moment is asked to be made again.
    await until(async () => expect((await rowsOf(first))[0]).not.toHaveProperty('followed'))
    await edit(post, { title: '大促版本' })
    await edit(post, { stage: 'approved' })
    const second = await scene.schedule(post, { publishAt: soon(2 * SECOND) })
    const offer = await anOffer()
    const campaign = await scene.campaign(
      [
        { ...publishing(second), key: 'main' },
        { ...acting('start', 'offers', offer), key: 'offer' },
      ],
      { endAt: soon(9 * SECOND), startAt: soon(), ...given },
    )

    await act(campaign, 'arm')
    await until(async () => expect((await rowsOf(second))[0]?.state).toBe('published'))

    return { campaign, first, offer, post, second }
  }

  it('takes down what was published and ends what was started', async () => {
    const { campaign, offer, post, second } = await live({ revert: 'withdraw' })

    await reaches(campaign, 'reverted', { main: 'done', offer: 'done' })

    expect((await rowsOf(second))[0]?.state).toBe('withdrawn')
    expect(new Date(String((await read('offers', offer))['endAt'])).getTime()).toBeLessThanOrEqual(Date.now())
    await until(async () => expect(await read('posts', post)).toMatchObject({ _status: 'draft' }))
    expect(
      await scene.app.db.collection('audit-events').findOne({ action: 'release.reverting', subjectId: campaign }),
    ).toMatchObject({ actorName: 'system' })
  })

  it('brings back the version that stood before, as a publication of its own', async () => {
    const { campaign, first, post, second } = await live({ revert: 'restore' })

    await reaches(campaign, 'reverted', { main: 'done', offer: 'done' })
    const [old, ...restored] = await rowsOf(first)

    expect((await rowsOf(second))[0]?.state).toBe('withdrawn')
    expect(restored).toMatchObject([{ restores: old?._id, state: 'published', versionId: old?.versionId }])
    await until(async () => expect(await read('posts', post)).toMatchObject({ _status: 'published', title: '老版本' }))
    expect((await scene.item(campaign, 'main')).publications.map(({ restores, state }) => [restores, state])).toEqual([
      [null, 'withdrawn'],
      [old?._id, 'published'],
    ])
  })

  it('leaves alone an offer that ran before the release did', async () => {
    const offer = await anOffer({ startAt: soon(-HOUR) })
    const campaign = await scene.campaign([{ ...acting('start', 'offers', offer), key: 'offer' }], {
      endAt: soon(HOUR),
      revert: 'restore',
    })

    await act(campaign, 'arm')
    await scene.round()
    await reaches(campaign, 'done', { offer: 'done' })
    await act(campaign, 'revert')
    await scene.round()
    await reaches(campaign, 'reverted', { offer: 'done' })
    expect((await read('offers', offer))['endAt'] ?? null).toBeNull()
  })

  it('takes down what is out of what a stop cut in two', async () => {
    const main = await onTwo()
    const campaign = await scene.campaign([{ ...publishing(main), key: 'main' }], {
      endAt: soon(HOUR),
      revert: 'withdraw',
    })

    await act(campaign, 'arm')
    await putOut(main)
    await act(campaign, 'revert')
    expect(await statesOf(campaign)).toEqual({ main: 'failed' })
    await startWorkers()
    await reaches(campaign, 'reverted', { main: 'failed' })
    expect((await rowsOf(main)).map(({ state }) => state).sort()).toEqual(['cancelled', 'withdrawn'])
  })

  it('comes early when a person says so, with the way that they choose', async () => {
    const { campaign, second } = await live({ endAt: soon(HOUR), revert: 'none' })
    const asked = await scene.as('POST', `/campaigns/${campaign}/release/revert`)

    expect(asked.status).toBe(400)
    await reaches(campaign, 'done', { main: 'done', offer: 'done' })
    await act(campaign, 'revert', { mode: 'withdraw' })
    await reaches(campaign, 'reverted', { main: 'done', offer: 'done' })

    expect((await rowsOf(second))[0]?.state).toBe('withdrawn')
    expect((await scene.as('POST', `/campaigns/${campaign}/release/revert`)).status).toBe(409)
  })
})

describe('two workers, or one that dies between two steps', () => {
  const aMixture = async () => {
    const [offer, gone] = [await anOffer(), await anOffer({ endAt: soon(HOUR), startAt: soon(SECOND) })]
    const challenge = await scene.create('challenges', aChallenge())
    const schedule = await scene.schedule(await scene.post())
    const campaign = await scene.campaign(
      [
        { ...acting('start', 'offers', offer), at: soon(2 * SECOND), key: 'a' },
        { ...acting('start', 'challenges', challenge), after: ['a'], key: 'b' },
        { ...acting('stop', 'offers', gone), after: ['b'], at: soon(3 * SECOND), key: 'c' },
        { ...publishing(schedule), after: ['c'], key: 'd' },
      ],
      { endAt: soon(HOUR) },
    )

    return { campaign, challenge, gone, offer, schedule }
  }

  /** What a release wrote to an offer or a challenge, by the audit log. */
  const writes = (id: string) =>
    scene.app.db.collection('audit-events').countDocuments({ action: 'update', subjectId: id })

  it('comes to the same end wherever it dies, and does nothing twice', async () => {
    const { campaign, challenge, gone, offer } = await aMixture()

    await act(campaign, 'arm')
    let deaths = 0
    const isDone = async () => (await statesOf(campaign))['c'] === 'done'

    for (let at = 0; !(await isDone()); at += 1) {
      let calls = 0

      await scene
        .round(() => {
          calls += 1

          // Dies at its first write, then at its second, and so on round.
          if (calls > at % 4) {
            deaths += 1
            throw new Error('killed')
          }
        })
        .catch(() => undefined)
    }

    expect(deaths).toBeGreaterThan(3)
    expect(await statesOf(campaign)).toEqual({ a: 'done', b: 'done', c: 'done', d: 'waiting' })
    expect(await Promise.all([offer, challenge, gone].map(writes))).toEqual([1, 1, 1])
    expect(await read('challenges', challenge)).toMatchObject({ status: 'open' })
    await act(campaign, 'cancel')
  })

  it('lets a worker that slept over its step change nothing any more', async () => {
    const { campaign, challenge, gone, offer } = await aMixture()
    let hasSlept = false

    await act(campaign, 'arm')
    await until(async () => {
      // It has read the release and done its step; before it says so, others do all there is to do.
      await scene.round(async () => {
        if (!hasSlept) {
          hasSlept = true
          await until(async () => {
            await scene.round()
            expect((await statesOf(campaign))['c']).toBe('done')
          })
        }
      })
      expect(hasSlept).toBe(true)
    })

    expect(await statesOf(campaign)).toEqual({ a: 'done', b: 'done', c: 'done', d: 'waiting' })
    expect(await Promise.all([offer, challenge, gone].map(writes))).toEqual([1, 1, 1])
    expect((await scene.item(campaign, 'a')).begunAt).toBe((await read('offers', offer))['startAt'])
    await act(campaign, 'cancel')
  })

  it('does nothing twice when many go on with it at once', async () => {
    const { campaign, challenge, gone, offer, schedule } = await aMixture()

    await act(campaign, 'arm')
    await until(async () => {
      await Promise.all(Array.from({ length: 5 }, () => scene.round()))
      expect(await statesOf(campaign)).toEqual({ a: 'done', b: 'done', c: 'done', d: 'waiting' })
    })

    expect(await Promise.all([offer, challenge, gone].map(writes))).toEqual([1, 1, 1])
    await scene.app.db
      .collection('publications')
      .updateMany({ schedule: new ObjectId(schedule) }, { $set: { dueAt: new Date(Date.now() - MINUTE) } })
    await startWorkers(2)
    await reaches(campaign, 'done', { a: 'done', b: 'done', c: 'done', d: 'done' })
    expect(await rowsOf(schedule)).toMatchObject([{ attempts: 1, state: 'published' }])
  })
})

const aChallenge = () => ({
  disclosure: Object.fromEntries(
    ['announcement', 'delivery', 'eligibility', 'forfeit', 'odds', 'organiser', 'prizeDetails', 'redemption'].map(
      (name) => [name, '见活动说明'],
    ),
  ),
  endAt: soon(HOUR),
  hashtag: '晒妆',
  judging: { mode: 'votes' },
  prizes: [{ name: '正装一份', quantity: 1 }],
  rules: '晒出妆容即可参与。',
  startAt: soon(HOUR / 2),
  title: '晒妆挑战',
})
