import express, { type RequestHandler } from 'express'
import { ObjectId } from 'mongodb'
import { describe, inject, it } from 'vitest'

import { blueskyKind } from '../../src/channels/bluesky/createBlueskyChannel.ts'
import { compileContent } from '../../src/channels/compileContent.ts'
import { mastodonKind } from '../../src/channels/mastodon/createMastodonChannel.ts'
import type { ChannelAccount, ChannelKind } from '../../src/domain/channelAdapter.ts'
import type { ChannelContent } from '../../src/domain/content.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { SANDBOX_OBJECTS, SANDBOX_POSTS, type SandboxObject, type SandboxPost } from '../../src/sandbox/records.ts'
import { anAccount, channelOptions } from '../support/channelOptions.ts'
import { aPost } from '../support/content.ts'
import { startSandbox } from '../support/sandbox.ts'
import { killed, setStage } from './stage.ts'

const TOKEN = 'sandbox-token'
const THREADS = 3
const PARTS = 3

const KINDS = [
  ['Bluesky', blueskyKind],
  ['Mastodon', mastodonKind],
] as const

describe('a thread', () => {
  it.concurrent.for(
    KINDS.flatMap(([name, kind]) => [
      [name, 'before a second part', 'before-bytes', kind] as const,
      [name, 'while a second part is on its way', 'after-bytes', kind] as const,
    ]),
  )('stands whole and in order on %s when its worker is killed %s', async ([, , point, kind], { expect }) => {
    const play = await setPlay(kind)

    try {
      // All first parts go out together; whoever signs in first needs one request more.
      await killed(await play.startWorker({ failpoint: `${point}:${THREADS + play.signIns + 1}` }))

      // The platform may still be at work on what had left by then.
      await expect
        .poll(async () => (await play.parts()).length, { timeout: 10 * SECOND })
        .toBeGreaterThanOrEqual(THREADS)
      expect((await play.parts()).length).toBeLessThan(THREADS * PARTS)
      await play.startWorker()
      await play.settles(['published'])
      expect(await play.threads()).toEqual(await play.expected())
      expect(await play.shown()).toBe(THREADS * PARTS)
    } finally {
      await play.close()
    }
  })

  it.concurrent('stands whole and in order when an answer is lost, and was never called failed', async ({ expect }) => {
    const lost = new Set<string>()
    const inFront = [express.json(), loseSecondAnswers(lost)]
    const plays = await Promise.all(KINDS.map(([, kind]) => setPlay(kind, inFront)))

    try {
      for (const play of plays) {
        await play.startWorker()
      }

      for (const play of plays) {
        await play.settles(['published'])
        expect(await play.ways()).toEqual(
          Array(THREADS).fill(['armed', 'claimed', 'sending', 'unconfirmed', 'published']),
        )
        expect(await play.threads()).toEqual(await play.expected())
        expect(await play.shown()).toBe(THREADS * PARTS)
      }

      expect(lost.size).toBe(THREADS * KINDS.length)
    } finally {
      await Promise.all(plays.map((play) => play.close()))
    }
  })
})

/** A part that a platform shows, and the one that it answers. */
interface Part {
  id: string
  parent: string | null
  text: string
}

/** Threads that are due in a second on a stand-in of the platform, and what the platform has of them. */
async function setPlay(kind: ChannelKind, inFront: RequestHandler[] = []) {
  const { kind: name } = kind.manifest
  const uri = inject('mongoUri')
  const stage = await setStage({ uri })
  const sandbox = await startSandbox(stage.db, { inFront, token: TOKEN })
  const pointed = kind.rehearseAt?.({ settings: {}, token: TOKEN, url: `${sandbox.url}/platforms/${name}/brand` })
  const settings = { ...pointed?.settings, longText: 'thread' }
  // All at once, and as often as it takes: what is asked here is not how long a channel makes them wait.
  const limits = { concurrency: THREADS, rate: { burst: 1_000, count: 1_000, seconds: 1 } }
  const account = anAccount({ ...pointed, kind: name, limits, settings })
  const channel = new ObjectId()

  await stage.db.collection(CHANNELS).insertOne({ ...account, _id: channel })
  await Promise.all(
    Array.from({ length: THREADS }, (_, index) =>
      stage.addRows({ channel, count: 1, given: { content: threadOf(kind, account, index) } }),
    ),
  )

  const parts = async (): Promise<Part[]> =>
    (await stage.db.collection<SandboxObject>(SANDBOX_OBJECTS).find({ kind: name }).toArray()).flatMap(readPart)

  return {
    ...stage,
    async close() {
      await sandbox.close()
      await stage.close()
    },
    /** What was meant to go out, by where the ledger says that it is. */
    expected: async () =>
      new Map(
        (await stage.rows.find().toArray()).map(({ content, receipt }) => [
          receipt?.remoteId,
          content.rendered['parts'] as string[],
        ]),
      ),
    parts,
    /** How many posts its followers see. */
    shown: () => stage.db.collection<SandboxPost>(SANDBOX_POSTS).countDocuments({ withdrawnAt: null }),
    signIns: name === 'bluesky' ? 1 : 0,
    /** What is out, each thread by the name of its parts, from the first to the last. */
    async threads() {
      const all = await parts()
      const behind = (part: Part): Part[] => [part, ...all.filter(({ parent }) => parent === part.id).flatMap(behind)]

      return new Map(
        all
          .filter(({ parent }) => parent === null)
          .map(behind)
          .map((thread) => [
            name === 'bluesky'
              ? `at://did:plc:brand/app.bsky.feed.post/${thread[0]?.id}`
              : thread.map(({ id }) => id).join(','),
            thread.map(({ text }) => text),
          ]),
      )
    },
    /** Through which states each publication went. */
    ways: async () =>
      [...(await stage.evidence()).history.values()].map((steps) => [...new Set(steps.map(({ state }) => state))]),
  }
}

/** Every part says whose it is. */
const sentenceOf = (index: number): string => `第 ${index} 篇：出门前两指量，两小时后在海边再补涂一次。`

function threadOf(kind: ChannelKind, account: ChannelAccount, index: number): ChannelContent {
  const max = kind.manifest.limits.text?.max ?? 0
  const sentence = sentenceOf(index)
  const text = sentence.repeat(Math.ceil((max * (PARTS - 0.5)) / sentence.length))
  const { content } = compileContent({
    adapter: kind.create(channelOptions({ account })),
    limits: {},
    locale: 'zh',
    post: aPost({ cover: null, gallery: [], locales: { zh: { excerpt: '', html: '', text, title: '' } }, topics: [] }),
    variant: null,
  })

  if ((content.rendered['parts'] as string[] | undefined)?.length !== PARTS) {
    throw new Error('the text has not as many parts as this test is about')
  }

  return content
}

interface BlueskyRecord {
  reply?: { parent: { uri: string } }
  text: string
}

/** As the stand-ins keep them; what else they keep is none. */
function readPart({ id, type, value }: SandboxObject): Part[] {
  if (type === 'record') {
    const { reply, text } = value['record'] as BlueskyRecord

    return [{ id, parent: reply?.parent.uri.split('/').at(-1) ?? null, text }]
  }

  return type === 'status'
    ? [
        {
          id,
          parent: (value['status'] as { in_reply_to_id: string | null }).in_reply_to_id,
          text: String(value['text']),
        },
      ]
    : []
}

/** Lets the platform take every second part, and breaks the connection in the place of its first answer. */
const loseSecondAnswers =
  (lost: Set<string>): RequestHandler =>
  (request, response, next) => {
    const { record, status } = (request.body ?? {}) as { record?: BlueskyRecord; status?: string }
    const text = record?.text ?? status ?? ''

    if (text.includes(`(2/${PARTS})`) && !lost.has(text)) {
      lost.add(text)
      response.json = () => response.destroy()
    }

    next()
  }
