import type {
  ChannelAdapter,
  ChannelKind,
  ChannelOptions,
  CommitResult,
  Finding,
  Handles,
  ReconcileArgs,
  ReconcileResult,
} from '../../domain/channelAdapter.ts'
import type { RenderedContent } from '../../domain/content.ts'
import { HOUR, MINUTE } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { badAnswer } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { composeText } from '../composeText.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, isShown, isVideo, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { findAccessEnd } from '../tokens/findAccessEnd.ts'
import { NAME, openKuaishou } from './callKuaishou.ts'
import { manifest } from './manifest.ts'
import { uploadFilm } from './uploadFilm.ts'

const FIRST_POLL_MS = MINUTE
const NEXT_POLL_MS = 5 * MINUTE
/** How long an upload is good is not documented. */
const UPLOAD_IS_GOOD_MS = 12 * HOUR
/** Clocks of two machines may differ so much. */
const SKEW_MS = 5 * MINUTE

/**
 * Publishes films of one Kuaishou account: settings.appId, credentials.appSecret and refreshToken.
 *
 * `prepare` uploads the film, `commit` publishes it with its caption and cover, `poll` waits until Kuaishou works on it no more. There is no
 * key: after an unknown outcome the film is looked for by its caption, and what is not found a person decides.
 */
export function createKuaishouChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, files, publicUrl } = options
  const { api, call, keeper } = openKuaishou(options)
  const limits = { ...manifest.limits, ...account.limits }

  return {
    async checkLive({ signal }) {
      const { body } = await call({ path: '/openapi/user_info', signal })
      const user = isRecord(body['user_info']) ? body['user_info'] : {}

      return { accountName: textOf(user['name']), findings: [], ...(await findAccessEnd(keeper, signal)) }
    },
    async commit({ content, handles, signal }) {
      const { cover } = partsOf(content.rendered)
      const asked = { maxBytes: limits.imageBytes ?? Infinity, preset: 'kuaishou-cover', signal }
      const read = await readMedia(files, cover === undefined ? [] : [{ ...asked, media: { id: cover.id } }])
      const form = new FormData()

      form.set('caption', textOf(content.rendered['text']))
      read.forEach(({ bytes, fileName, mimeType }) =>
        form.set('cover', new Blob([bytes], { type: mimeType }), fileName),
      )

      const { body } = await call({
        body: form,
        path: '/openapi/photo/publish',
        query: { upload_token: textOf(handles['uploadToken']) },
        signal,
      })
      const video = videoIn(body)

      return video['pending'] === false
        ? publishedAs(textOf(video['photo_id']))
        : { pollInMs: FIRST_POLL_MS, remoteId: textOf(video['photo_id']), state: 'pending' }
    },
    manifest,
    async metrics({ receipt, signal }) {
      const video = await find(receipt.remoteId, signal)

      return FIGURES.flatMap(({ field, type }) =>
        typeof video[field] === 'number' ? [{ isTotal: true, type, value: video[field] }] : [],
      )
    },
    async poll({ remoteId, signal }): Promise<CommitResult> {
      const video = await find(remoteId, signal)

      return video['pending'] === false ? publishedAs(remoteId) : { pollInMs: NEXT_POLL_MS, remoteId, state: 'pending' }
    },
    async prepare({ content, handles, signal }): Promise<Handles> {
      const { film } = partsOf(content.rendered)
      const isGood = clock().getTime() - Date.parse(textOf(handles['uploadedAt'])) < UPLOAD_IS_GOOD_MS

      if (film === undefined || isGood) {
        return handles
      }

      const asked = { maxBytes: limits.videoBytes ?? Infinity, media: { id: film.id }, signal }
      const [file] = await readMedia(files, [asked])

      return file === undefined
        ? handles
        : { uploadToken: await uploadFilm({ api, call, file, signal }), uploadedAt: clock().toISOString() }
    },
    reconcile,
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })

      return { media: rendered.media.filter(isShown), text: composeText(rendered) }
    },
    validate: ({ content, limits: effective }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
      ...findMissing(content.rendered),
    ],
  }

  async function find(photoId: string, signal: AbortSignal): Promise<Record<string, unknown>> {
    return videoIn((await call({ path: '/openapi/photo/info', query: { photo_id: photoId }, signal })).body)
  }

  /** What is not listed may be worked on or refused: never called absent. */
  async function reconcile({ content, signal, startedAt }: ReconcileArgs): Promise<ReconcileResult> {
    const { body } = await call({ path: '/openapi/photo/list', query: { count: '20' }, signal })
    const videos = (Array.isArray(body['video_list']) ? body['video_list'] : []).filter(isRecord)
    const caption = textOf(content.rendered['text'])
    const found = videos.find(
      (video) =>
        textOf(video['caption']) === caption &&
        startedAt !== null &&
        Number(video['create_time']) >= startedAt.getTime() - SKEW_MS,
    )

    return found === undefined || textOf(found['photo_id']) === ''
      ? { state: 'unknown' }
      : publishedAs(textOf(found['photo_id']))
  }
}

/** The `kuaishou` kind. */
export const kuaishouKind: ChannelKind = {
  create: createKuaishouChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { appSecret: token, refreshToken: token },
    settings: { appId: textOf(settings['appId']) || 'ks0000000000000000', baseUrl: url },
  }),
}

const FIGURES = [
  { field: 'view_count', type: 'view' },
  { field: 'like_count', type: 'like' },
  { field: 'comment_count', type: 'comment' },
] as const

const publishedAs = (photoId: string) =>
  ({
    remoteId: photoId,
    state: 'published',
    url: `https://www.kuaishou.com/short-video/${encodeURIComponent(photoId)}`,
  }) as const

const partsOf = (rendered: RenderedContent) => ({
  cover: mediaOf(rendered).find(isImage),
  film: mediaOf(rendered).find(isVideo),
})

/** The open interface publishes films alone, each with a cover. */
function findMissing(rendered: RenderedContent): Finding[] {
  const { cover, film } = partsOf(rendered)
  const missing = (code: 'VIDEO_COVER_MISSING' | 'VIDEO_MISSING'): Finding => ({
    ...reason(code, { path: 'media', values: { channel: NAME } }),
    severity: 'error',
  })

  return [
    ...(film === undefined ? [missing('VIDEO_MISSING')] : []),
    ...(cover === undefined ? [missing('VIDEO_COVER_MISSING')] : []),
  ]
}

function videoIn(body: Record<string, unknown>): Record<string, unknown> {
  const video = body['video_info']

  if (!isRecord(video) || textOf(video['photo_id']) === '') {
    throw badAnswer(NAME)
  }

  return video
}
