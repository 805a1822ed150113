import type {
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  ChannelOptions,
  CommitArgs,
  CommitResult,
  Finding,
  Handles,
} from '../../domain/channelAdapter.ts'
import { hasCapability } from '../../domain/channelManifest.ts'
import { HOUR, SECOND } from '../../domain/duration.ts'
import { ChannelError, isChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { badAnswer } from '../api/createApi.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { NAME, openWechat } from './callWechat.ts'
import { createCallback } from './createCallback.ts'
import { findArticleProblems, measureArticle } from './findArticleProblems.ts'
import { findPublished } from './findPublished.ts'
import { type JobResult, resultOfJob, resultOfMassJob } from './jobResult.ts'
import { articleTypeOf, DEFAULT_LINK_HOSTS, manifest, manifestFor, sendModeOf } from './manifest.ts'
import { prepareDraft } from './prepareDraft.ts'
import { readMetrics } from './readMetrics.ts'
import { renderArticle, type WechatArticle } from './renderArticle.ts'

const FIRST_POLL_MS = 10 * SECOND
const NEXT_POLL_MS = 30 * SECOND
/** A clientmsgid is known for 24 hours; an hour of it is for slow calls and wrong clocks. */
const KEY_IS_GOOD_MS = 23 * HOUR
const NO_SUCH_ARTICLE = '53600'

/**
 * Publishes articles and picture messages of one official account: settings.appId, credentials.appSecret.
 *
 * `prepare` uploads and drafts. `commit` submits the draft (no key: an unknown outcome is looked for), or sends it to all followers
 * under the publication's id as `clientmsgid`. Both are only accepted then; `poll` or the callback tell the end.
 */
export function createWechatOaChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, files, publicUrl } = options
  const { settings } = account
  const isMass = sendModeOf(settings) === 'mass'
  const limits = { ...manifest.limits, ...account.limits }
  const { call, draft, keeper } = openWechat(options)
  const articleOf = ({ content }: Pick<CommitArgs, 'content'>) => content.rendered as unknown as WechatArticle

  const sendToFollowers = async ({
    handles,
    publicationId,
    signal,
    unknownSince = firstTriedAt(handles),
  }: CommitArgs): Promise<CommitResult> => {
    // Without an unknown outcome nothing can be out, however long ago it was first refused.
    if (unknownSince && clock().getTime() - unknownSince.getTime() > KEY_IS_GOOD_MS) {
      throw keyIsOld()
    }

    const tagId = textOf(settings['tagId'])
    const { body } = await call({
      json: {
        clientmsgid: publicationId,
        filter: tagId === '' ? { is_to_all: true } : { is_to_all: false, tag_id: Number(tagId) },
        mpnews: { media_id: textOf(handles['draft']) },
        msgtype: 'mpnews',
        send_ignore_reprint: 0,
      },
      path: '/cgi-bin/message/mass/sendall',
      signal,
    })
    const massId = textOf(body['msg_id'])

    return accepted(massId, { massId, ...idOfData(body) })
  }

  return {
    ...(account.credentials['token'] && { callback: createCallback(account) }),
    async checkLive({ signal }) {
      // Refused to accounts that may not publish.
      await call({ json: { count: 1, no_content: 1, offset: 0 }, path: '/cgi-bin/freepublish/batchget', signal })

      return { accountName: textOf(settings['appId']), findings: [] }
    },
    async commit(args) {
      if (isMass) {
        return sendToFollowers(args)
      }

      const json = { media_id: textOf(args.handles['draft']) }
      const { body } = await call({ json, path: '/cgi-bin/freepublish/submit', signal: args.signal })

      return accepted(textOf(body['publish_id']), idOfData(body))
    },
    manifest: manifestFor(settings),
    measure: ({ content, limits: effective }) => measureArticle(articleOf({ content }), effective),
    metrics: ({ day, handles, signal }) => readMetrics({ call, day, handles, signal }),
    async poll({ handles, remoteId, signal }) {
      const result = textOf(handles['massId']) === '' ? await askJob(remoteId, signal) : await askMass(remoteId, signal)

      if (isChannelError(result)) {
        throw result
      }

      return result ?? { pollInMs: NEXT_POLL_MS, remoteId, state: 'pending' }
    },
    async prepare({ content, handles, keep, signal }) {
      return prepareDraft({
        article: articleOf({ content }),
        call: draft,
        files,
        handles,
        imageBytes: limits.imageBytes ?? Infinity,
        keep,
        needsComments: settings['needOpenComment'] === true,
        signal,
      })
    },
    reconcile: ({ content, handles, signal, startedAt }) =>
      findPublished({ article: articleOf({ content }), call, clock, handles, signal, startedAt }),
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render: ({ locale, post, variant }) => ({
      ...renderArticle({
        articleType: articleTypeOf(settings),
        author: textOf(settings['author']),
        linkHosts: listOf(textOf(settings['linkHosts']) || DEFAULT_LINK_HOSTS),
        locale,
        post,
        publicUrl,
        variant,
      }),
    }),
    validate: ({ content, limits: effective }) => [
      ...findArticleProblems(articleOf({ content }), effective),
      ...(isMass ? [] : findMissingRight(effective)),
    ],
    async withdraw({ handles, receipt, signal }) {
      const massId = textOf(handles['massId'])

      await (
        massId === ''
          ? call({ json: { article_id: receipt.remoteId }, path: '/cgi-bin/freepublish/delete', signal })
          : call({ json: { msg_id: Number(massId) }, path: '/cgi-bin/message/mass/delete', signal })
      ).catch((error: unknown) => {
        // Somebody was faster.
        if (!isChannelError(error) || error.channelCode !== NO_SUCH_ARTICLE) {
          throw error
        }
      })
    },
  }

  async function askJob(publishId: string, signal: AbortSignal): Promise<JobResult> {
    const { body } = await call({ json: { publish_id: publishId }, path: '/cgi-bin/freepublish/get', signal })
    const detail = isRecord(body['article_detail']) ? body['article_detail'] : {}
    const [item] = (Array.isArray(detail['item']) ? detail['item'] : []).filter(isRecord)

    return resultOfJob({
      articleId: textOf(body['article_id']),
      status: textOf(body['publish_status']),
      url: textOf(item?.['article_url']),
    })
  }

  async function askMass(msgId: string, signal: AbortSignal): Promise<JobResult> {
    const { body } = await call({ json: { msg_id: msgId }, path: '/cgi-bin/message/mass/get', signal })

    return resultOfMassJob({ msgId, status: textOf(body['msg_status']), url: '' })
  }
}

/** The `wechat-oa` kind. */
export const wechatOaKind: ChannelKind = {
  create: createWechatOaChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { appSecret: token },
    settings: { appId: textOf(settings['appId']) || 'wx0000000000000000', baseUrl: url },
  }),
}

/** Since July 2025 not every account may publish by API; without it a post would only be refused when it is due. */
const findMissingRight = (limits: ChannelLimits): Finding[] =>
  hasCapability({ limits, manifest, name: 'freepublish' })
    ? []
    : [
        {
          ...reason('PERMISSION_MISSING', { values: { channel: NAME, permission: 'freepublish' } }),
          severity: 'error',
        },
      ]

function accepted(remoteId: string, handles: Handles): CommitResult {
  if (remoteId === '') {
    throw badAnswer(NAME)
  }

  return { handles, pollInMs: FIRST_POLL_MS, remoteId, state: 'pending' }
}

/** Kept by earlier versions, which did not record since when an outcome is unknown: any try since then may be out. */
function firstTriedAt(handles: Handles): Date | null {
  const ms = Date.parse(textOf(handles['firstTriedAt']))

  return Number.isNaN(ms) ? null : new Date(ms)
}

/** By which figures of the article are asked for. */
const idOfData = (body: Record<string, unknown>): Handles =>
  textOf(body['msg_data_id']) === '' ? {} : { msgDataId: textOf(body['msg_data_id']) }

const listOf = (text: string): string[] =>
  text
    .split(/[,，\s]+/)
    .map((each) => each.toLowerCase())
    .filter((each) => each !== '')

/** An earlier try may have reached WeChat so long ago that it would be sent to all followers again. */
const keyIsOld = (): ChannelError =>
  new ChannelError({
    channelCode: 'KEY_EXPIRED',
    errorClass: 'needs-human',
    message: 'A mass send of a day ago was never answered; whether it went out can only be seen on WeChat.',
    says: { code: 'CHANNEL_NEEDS_HUMAN', values: { channel: NAME, code: 'KEY_EXPIRED' } },
  })
