import type {
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  ChannelMode,
  ChannelOptions,
  CommitResult,
  Finding,
  Handles,
  ValidateArgs,
} from '../../domain/channelAdapter.ts'
import { hasCapability } from '../../domain/channelManifest.ts'
import { MINUTE } from '../../domain/duration.ts'
import { ChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { readMedia } from '../api/readMedia.ts'
import { reviewRejected } from '../api/reviewRejected.ts'
import { textsIn, wanted } from '../api/wanted.ts'
import { composeText } from '../composeText.ts'
import { findBreaches } from '../findLimitBreaches.ts'
import { countTopics, readRendered } from '../readRendered.ts'
import { isImage, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { findAccessEnd } from '../tokens/findAccessEnd.ts'
import { NAME, openDouyin } from './callDouyin.ts'
import { IMAGE_TEXT, manifest } from './manifest.ts'

const FIRST_POLL_MS = MINUTE
const NEXT_POLL_MS = 10 * MINUTE
/** `video_status` of video_data: 2 not fit for the public, 4 under review, 5 public, 6 and 7 for friends or nobody. */
const PUBLIC = '5'
const REFUSED = '2'

/**
 * Publishes picture posts (图文) of one Douyin account that was granted it: settings.clientKey and openId, credentials.refreshToken.
 *
 * Refuses to send anything for a live account whose capability `imageText` is not switched on: Douyin closed the interface to marketing.
 * Only the account itself sees a post until the review has passed it, which `poll` awaits. An unknown outcome is a person's to settle.
 */
export function createDouyinApiChannel(options: ChannelOptions): ChannelAdapter {
  const { account, files, publicUrl } = options
  const { call, keeper } = openDouyin(options)
  const limits = { ...manifest.limits, ...account.limits }

  const requireGrant = (): void => {
    if (account.mode === 'live' && !isGranted(limits)) {
      throw notGranted()
    }
  }

  const upload = async (id: string, signal: AbortSignal): Promise<string> => {
    const asked = { maxBytes: limits.imageBytes ?? Infinity, media: { id }, preset: 'douyin', signal }
    const read = await readMedia(files, [asked])
    const form = new FormData()

    read.forEach(({ bytes, fileName, mimeType }) => form.set('image', new Blob([bytes], { type: mimeType }), fileName))

    const { image } = await call({ body: form, path: '/api/douyin/v1/video/upload_image/', signal })

    return wanted(NAME, isRecord(image) ? image['image_id'] : '')
  }

  return {
    async checkLive({ signal }) {
      return {
        accountName: textOf(account.settings['openId']),
        findings: findClosed(limits, account.mode),
        ...(await findAccessEnd(keeper, signal)),
      }
    },
    async commit({ content, handles, signal }) {
      requireGrant()

      const images = textsIn(handles['images'])
      const data = await call({
        json: {
          image_list: mediaOf(content.rendered).map(({ id }) => images[id] ?? ''),
          text: textOf(content.rendered['text']),
        },
        path: '/api/douyin/v1/video/create_image_text/',
        signal,
      })

      return { pollInMs: FIRST_POLL_MS, remoteId: wanted(NAME, data['item_id']), state: 'pending' }
    },
    manifest,
    measure,
    async poll({ remoteId, signal }): Promise<CommitResult> {
      const data = await call({
        json: { item_ids: [remoteId] },
        path: '/api/douyin/v1/video/video_data/',
        signal,
      })
      const list = (Array.isArray(data['list']) ? data['list'] : []).filter(isRecord)
      const item = list.find((each) => textOf(each['item_id']) === remoteId)
      const status = textOf(item?.['video_status'])
      const url = textOf(item?.['share_url'])

      if (status === REFUSED) {
        throw reviewRejected(NAME, `video_status ${REFUSED}`)
      }

      return status === PUBLIC
        ? { remoteId, state: 'published', ...(url !== '' && { url }) }
        : { pollInMs: NEXT_POLL_MS, remoteId, state: 'pending' }
    },
    async prepare({ content, handles, keep, signal }): Promise<Handles> {
      requireGrant()

      let images = textsIn(handles['images'])

      for (const { id } of mediaOf(content.rendered).filter((each) => images[each.id] === undefined)) {
        images = { ...images, [id]: await upload(id, signal) }
        await keep({ images })
      }

      return { images }
    },
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })

      return { media: rendered.media.filter(isImage), text: composeText(rendered), topics: rendered.topics }
    },
    validate: (args) => [
      ...findBreaches(measure(args)),
      ...(readRendered(args.content.rendered).images === 0 ? [error('IMAGE_MISSING', 'media')] : []),
      ...findClosed({ ...limits, ...args.limits }, account.mode),
    ],
  }
}

const measure = ({ content: { rendered }, limits }: ValidateArgs): PartCount[] =>
  countParts({ ...readRendered(rendered), limits, topics: countTopics(rendered) })

/** The `douyin-api` kind. */
export const douyinApiKind: ChannelKind = {
  create: createDouyinApiChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { refreshToken: token },
    settings: {
      baseUrl: url,
      clientKey: textOf(settings['clientKey']) || 'rehearsal',
      openId: textOf(settings['openId']) || 'rehearsal',
    },
  }),
}

const isGranted = (limits: ChannelLimits): boolean => hasCapability({ limits, manifest, name: IMAGE_TEXT })

/** A rehearsal may go on without the grant. */
const findClosed = (limits: ChannelLimits, mode: ChannelMode): Finding[] =>
  isGranted(limits) ? [] : [{ ...error('MARKETING_CLOSED'), severity: mode === 'rehearsal' ? 'warning' : 'error' }]

const error = (code: 'IMAGE_MISSING' | 'MARKETING_CLOSED', path?: string): Finding => ({
  ...reason(code, { values: { channel: NAME }, ...(path !== undefined && { path }) }),
  severity: 'error',
})

const notGranted = (): ChannelError => {
  const values = { channel: NAME }

  return new ChannelError({
    channelCode: 'CAPABILITY_OFF',
    errorClass: 'not-allowed',
    message: reason('MARKETING_CLOSED', { values }).message,
    says: { code: 'MARKETING_CLOSED', values },
  })
}
