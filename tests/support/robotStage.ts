import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { createSafeFetch } from '../../src/channels/safeFetch.ts'
import { createTokenKeeper, type TokenStore } from '../../src/channels/tokens/createTokenKeeper.ts'
import { tokenFingerprint } from '../../src/channels/tokens/mongoTokenStore.ts'
import type { OpenTokens } from '../../src/domain/accessTokens.ts'
import type {
  ChannelAccount,
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  SafeFetch,
} from '../../src/domain/channelAdapter.ts'
import type { PostSnapshot } from '../../src/domain/content.ts'
import { MIB } from '../../src/domain/duration.ts'
import type { Fault } from '../../src/sandbox/fault.ts'
import type { StandIn } from '../../src/sandbox/standIn.ts'
import { anAccount, channelOptions, createMemoryTokenStore } from './channelOptions.ts'
import { aPost } from './content.ts'
import { type RunningStandIn, STAND_IN_TOKEN, startStandIn } from './standIn.ts'

const signal = new AbortController().signal

interface Changes extends Partial<Omit<ChannelOptions, 'account'>> {
  credentials?: Record<string, string>
  settings?: Record<string, unknown>
  /** Where tokens are kept, as the database keeps them; anew for each adapter unless given. */
  stores?: Map<string, TokenStore>
  /** What stands in the address as its secret. */
  token?: string
}

/** The adapter of a kind as its rehearsal points it at `platform`. */
export const pointedAt = (
  kind: ChannelKind,
  platform: string,
  { credentials, settings, stores, token = STAND_IN_TOKEN, ...changes }: Changes = {},
) => {
  const pointed = kind.rehearseAt?.({ settings: settings ?? {}, token, url: platform })

  const account = anAccount({
    credentials: { ...pointed?.credentials, ...credentials },
    settings: { ...pointed?.settings, ...settings },
  })

  return kind.create(channelOptions({ account, ...(stores && { tokens: tokensIn(stores, account) }), ...changes }))
}

const tokensIn =
  (stores: Map<string, TokenStore>, account: ChannelAccount): OpenTokens =>
  (fetchToken, scope) => {
    const of = tokenFingerprint(account, scope)
    const store = stores.get(of) ?? createMemoryTokenStore()

    stores.set(of, store)

    return createTokenKeeper({ clock: () => new Date(), fetchToken, store })
  }

/** A stand-in that runs for the tests of the `describe` around it, and what they do with it. */
export function stageOf(kind: ChannelKind, standIn: StandIn) {
  let platform: RunningStandIn
  const safeFetch: SafeFetch = createSafeFetch({ allow: '127.0.0.1', maxAnswerBytes: MIB })

  beforeAll(async () => {
    platform = await startStandIn(standIn)
  })

  beforeEach(() => platform.switchTo('off'))
  afterAll(() => platform.close())

  const stores = new Map<string, TokenStore>()
  const at = (changes: Changes = {}): ChannelAdapter =>
    pointedAt(kind, platform.url, { fetch: safeFetch, stores, ...changes })
  const compile = (adapter: ChannelAdapter, post: PostSnapshot = aPost()) =>
    compileContent({ adapter, limits: {}, locale: 'zh', post, variant: null })
  const send = async (adapter = at(), post?: PostSnapshot) =>
    adapter.commit({ content: compile(adapter, post).content, handles: {}, publicationId: 'p1', signal })

  return {
    at,
    compile,
    /** Sends under a fault, and sees what it is called and how many messages the group shows then. */
    meets: async (fault: Fault, expected: object, taken: number): Promise<void> => {
      const before = platform.posts().length

      platform.switchTo(fault)
      await expect(send()).rejects.toMatchObject(expected)
      expect(platform.posts()).toHaveLength(before + taken)
    },
    newest: () => platform.posts().at(-1)?.draft,
    send,
    switchTo: (fault: Fault): void => platform.switchTo(fault),
  }
}
