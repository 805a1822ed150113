import { randomBytes } from 'node:crypto'

import type { Db, ObjectId } from 'mongodb'

import { compileContent } from '../../src/channels/compileContent.ts'
import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { textOf } from '../../src/channels/richText/richTextNode.ts'
import type { ChannelAccount, ChannelRegistry, Finding } from '../../src/domain/channelAdapter.ts'
import { takesTestMessages } from '../../src/domain/channelManifest.ts'
import { DEFAULT_LOCALE, type PostSnapshot } from '../../src/domain/content.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { conflict } from '../../src/domain/conflict.ts'
import { InvalidInputError, type Reason } from '../../src/domain/errors.ts'
import { findHold } from '../../src/domain/holding.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { isFrozen } from '../holding/isFrozen.ts'
import { findingOf, openAccount } from './checkChannel.ts'

export interface SendTestMessageArgs {
  db: Db
  id: ObjectId
  /** The mode in which whoever asks takes the channel to be; unknown where nobody said. */
  mode?: unknown
  registry: ChannelRegistry
  secrets: SecretBox
  signal: AbortSignal
}

/** What became of a test message. */
export interface TestMessage {
  /** What the platform said against it, or what is not known of it. */
  findings: Finding[]
  isSent: boolean
  /** Where it went: to the sandbox where the channel rehearses. */
  mode: ChannelAccount['mode']
}

const ANSWER_MS = 20 * SECOND

/**
 * Says a few words in the group of a channel, so that a person sees that they arrive; null when there is no such channel.
 *
 * It is no publication: no post, no row, no second try. Throws an `InvalidInputError` where nothing may be sent, and a
 * `ConflictError` where it would go elsewhere than whoever asks believes.
 */
export async function sendTestMessage({
  db,
  id,
  mode,
  registry,
  secrets,
  signal,
}: SendTestMessageArgs): Promise<TestMessage | null> {
  const document = await db.collection(CHANNELS).findOne({ _id: id, deletedAt: null })

  if (document === null) {
    return null
  }

  const stored = readPublicAccount(document)

  if (mode !== undefined && mode !== stored.mode) {
    throw conflict('TEST_MESSAGE_MODE')
  }

  const refused = await findRefusals(db, registry, stored)

  if (refused.length > 0) {
    throw refusal(refused)
  }

  const opened = stored.mode === 'rehearsal' ? stored : openLive(document, { registry, secrets })
  // Every kind of robot can say plain words, and a picture is not at hand.
  const account = { ...opened, settings: { ...opened.settings, messageType: 'text' } }
  const adapter = registry.adapterFor(account)
  const { content } = compileContent({
    adapter,
    limits: account.limits,
    locale: DEFAULT_LOCALE,
    post: aTestPost(account),
    variant: null,
  })

  try {
    await adapter.commit({
      content,
      handles: {},
      publicationId: randomBytes(16).toString('hex'),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    })

    return { findings: [], isSent: true, mode: account.mode }
  } catch (error) {
    return { findings: [findingOf(error)], isSent: false, mode: account.mode }
  }
}

async function findRefusals(db: Db, registry: ChannelRegistry, account: ChannelAccount): Promise<Reason[]> {
  const manifest = registry.find(account.kind)?.manifest

  if (manifest === undefined || !takesTestMessages(manifest)) {
    return [reason('TEST_MESSAGE_KIND')]
  }

  const isChannelPaused = account.mode === 'paused'
  const hold = findHold({ isCampaignPaused: false, isChannelPaused, isFrozen: await isFrozen(db) })

  return hold === null ? [] : [{ code: hold.code, message: hold.message, ...(hold.values && { values: hold.values }) }]
}

/** Only what goes to the platform needs the secrets of the account: where they are lost, a rehearsal goes on. */
function openLive(
  document: Record<string, unknown>,
  { registry, secrets }: Pick<SendTestMessageArgs, 'registry' | 'secrets'>,
): ChannelAccount {
  const opened = openAccount(document, secrets)

  if ('lost' in opened) {
    throw refusal([opened.lost])
  }

  const { account } = opened
  const wrong = registry.check(account.kind, account)

  if (wrong.length > 0) {
    throw refusal(wrong)
  }

  return account
}

const refusal = (reasons: readonly Reason[]): InvalidInputError =>
  new InvalidInputError('No test message may be sent.', reasons)

const TITLE = '测试消息 Test message'

/** Names the channel, and holds the key word without which a robot may not speak. */
function aTestPost({ name, settings }: ChannelAccount): PostSnapshot {
  const words = ['这是来自 Drumbeat 的测试消息，请忽略。', 'This is a test message of Drumbeat.', name]
  const text = [...words, textOf(settings['keyword'])].filter((part) => part !== '').join('\n')

  return {
    campaign: null,
    cover: null,
    gallery: [],
    id: 'test-message',
    kind: 'note',
    locales: { [DEFAULT_LOCALE]: { excerpt: '', html: '', text, title: TITLE } },
    slug: 'test-message',
    topics: [],
    versionId: 'test-message',
  }
}
