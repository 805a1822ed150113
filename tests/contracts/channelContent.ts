import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { compileContent } from '../../src/channels/compileContent.ts'
import { findBreaches } from '../../src/channels/findLimitBreaches.ts'
import { masterOf } from '../../src/channels/masterOf.ts'
import { measureContent } from '../../src/channels/measureContent.ts'
import { findFieldProblems } from '../../src/domain/accountFields.ts'
import type {
  AccountField,
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  Labels,
  RenderArgs,
  SafeFetch,
} from '../../src/domain/channelAdapter.ts'
import { findLimitsProblem } from '../../src/domain/channelLimits.ts'
import type { ChannelErrorClass } from '../../src/domain/errors.ts'
import type { StandIn } from '../../src/sandbox/standIn.ts'
import { aPicture, aPost } from '../support/content.ts'
import type { ReceivedRequest, Respond } from '../support/receiver.ts'

export interface ChannelContract {
  /** How the platform says yes, where no stand-in does; both absent for a channel that calls nobody. */
  accept?: Respond
  /** Builds the adapter as if `platform` were the platform's address. */
  create: (options: { fetch: SafeFetch; platform: string }) => ChannelAdapter
  /** Puts a text into the body in which the platform explains a refusal. */
  echo?: (text: string) => Record<string, unknown>
  /** True for what is not HTTP: the tests of sending are the adapter's own. */
  hasOwnTransport?: boolean
  /** Which request is the irreversible one; every one unless given. */
  isCommit?: (request: ReceivedRequest) => boolean
  /** The kind under which it is registered, to see that its rehearsal satisfies its own fields. */
  kind?: ChannelKind
  /** Limits that the post of the tests breaks, each of them. */
  narrow?: ChannelLimits
  /** Each line of the platform's table, as its answer to the irreversible call. */
  refusals?: readonly Refusal[]
  /** Further golden files by name. */
  samples?: Readonly<Record<string, Partial<RenderArgs>>>
  /** Texts that must never appear in an error. */
  secrets?: readonly string[]
  /** What a server's fault means; `unknown-outcome` unless the platform is known to take nothing then. */
  serverFault?: 'retry' | 'unknown-outcome'
  standIn?: StandIn
  /** Statuses that mean something of their own on this platform. */
  statuses?: Partial<Record<number, ChannelErrorClass>>
}

/** An answer that says no; beside the class, any part of the error may be named. */
export interface Refusal {
  title: string
  answer: { body: unknown; headers?: Record<string, string>; status?: number }
  channelCode?: string
  errorClass: ChannelErrorClass
  forgetsHandles?: boolean
  requestId?: string
  retryAfterMs?: number
}

const nobody: SafeFetch = () => Promise.reject(new Error('nothing may be called here'))
const says = { en: expect.stringMatching(/./) as string, zh: expect.stringMatching(/./) as string }

/** What an adapter promises about what it is and what it makes of a post. */
export function itDescribesItself(contract: ChannelContract): void {
  const { kind, narrow, samples = {} } = contract
  const adapter = contract.create({ fetch: nobody, platform: 'http://127.0.0.1:9' })
  const { manifest } = adapter

  describe('content', () => {
    const compile = (limits: ChannelLimits = {}) =>
      compileContent({ adapter, limits, locale: 'zh', post: deepFreeze(aPost()), variant: null })

    it('describes itself', () => {
      expect(manifest).toMatchObject({
        checkedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        kind: expect.stringMatching(/^[a-z][a-z0-9-]*$/) as string,
        label: says,
      })
      expect(findLimitsProblem(manifest.limits)).toBeNull()
      expect(manifest.assisted !== undefined).toBe(manifest.mode === 'assisted')
      expect(manifest.deduplication !== 'reconcile-by-read' || adapter.reconcile !== undefined).toBe(true)
    })

    it('can be looked at, or says why not', () => {
      const { liveCheck } = manifest
      const why = liveCheck !== undefined && 'impossible' in liveCheck ? liveCheck.impossible : null
      const probe = liveCheck !== undefined && 'emptyMessage' in liveCheck ? liveCheck.emptyMessage : null

      expect(adapter.checkLive !== undefined).toBe(manifest.mode === 'api' && why === null)
      expect(why ?? says).toEqual(says)
      expect(adapter.isCheckedByMessage !== true || (probe?.right ?? []).length > 0).toBe(true)
      expect(probe?.checkedOn ?? '2026-11-26').toMatch(/^\d{4}-\d\d-\d\d$/)
    })

    it.each([...manifest.settings, ...manifest.credentials].map((field) => [field.name, field] as const))(
      'says in both languages what %s is and where to find it',
      (_name, { help, label }: AccountField) => {
        expect({ help, label }).toEqual({ help: says, label: says })
        expect(isChinese(help) && isEnglish(help)).toBe(true)
      },
    )

    it.each(Object.entries(manifest.capabilities ?? {}))('says what %s is and since when', (_name, capability) => {
      expect(capability).toMatchObject({
        checkedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        label: says,
        note: says,
      })
    })

    if (kind?.rehearseAt !== undefined) {
      const { rehearseAt } = kind

      it('rehearses with everything that its fields ask for', () => {
        const standIn = { settings: {}, token: 'stand-in-token-of-some-length', url: 'http://sandbox.test' }

        expect(findFieldProblems(manifest, rehearseAt(standIn))).toEqual([])
      })
    }

    it('renders the same bytes for the same input and leaves the input alone', () => {
      expect(compile()).toEqual(compile())
    })

    const variant = {
      firstComment: '链接在评论区',
      media: [aPicture({ id: '650000000000000000000009', url: '/api/media/file/variant.jpg' })],
      text: '短文案 <b>不是标签</b>\n换行',
      title: '短标题',
    }
    const goldens: Record<string, Partial<RenderArgs>> = {
      english: { locale: 'en' },
      plain: {},
      varied: { variant },
      ...samples,
    }

    it.each(Object.entries(goldens))('renders what its golden file shows: %s', async (name, args) => {
      const rendered = adapter.render({ limits: manifest.limits, locale: 'zh', post: aPost(), variant: null, ...args })

      await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(
        fileURLToPath(new URL(`../channels/golden/${manifest.kind}/${name}.json`, import.meta.url)),
      )
    })

    it('says the same of a variant that was started from the master and left alone', () => {
      const post = aPost()

      Object.assign(post.locales.zh ?? {}, { html: FORMATTED, text: '步骤\n一、两指量\n二、补涂 {{x}}' })

      const { hash: _hash, media: _media, ...started } = masterOf({ adapter, locale: 'zh', post })
      const variant = { ...started, firstComment: null, media: [] }
      const [master, own] = [null, variant].map((each) => {
        const { text, title, topics } = adapter.render({ limits: manifest.limits, locale: 'zh', post, variant: each })

        return { text, title, topics }
      })

      expect(own).toEqual(master)
    })

    it('finds nothing wrong with an ordinary post', () => {
      expect(compile().findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })

    it.each(Object.entries(narrow ?? {}))('finds that a post breaks the limit of %s', (name, limit) => {
      const { content, findings } = compile({ [name]: limit as unknown })
      const counts = measureContent(adapter, { content, limits: { ...manifest.limits, [name]: limit as unknown } })

      expect(findings).toContainEqual(expect.objectContaining({ severity: 'error' }))
      // What the editor sees counted is what stands in the way.
      expect(findings).toEqual(expect.arrayContaining(findBreaches(counts)))
      expect(counts.some(({ count, max }) => count > max)).toBe(name !== 'bodyBytes')
    })
  })
}

const FORMATTED =
  '<h2>步骤</h2><ol><li><strong>两指</strong>量</li><li>补涂 <a href="https://brand.example/a_b">a_b</a> {{x}}</li></ol>'

const isChinese = ({ zh }: Labels): boolean => /\p{Script=Han}/u.test(zh)
const isEnglish = ({ en }: Labels): boolean => !/\p{Script=Han}/u.test(en)

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }

  return value
}
