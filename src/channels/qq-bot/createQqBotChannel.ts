import type {
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  ChannelMode,
  ChannelOptions,
  Finding,
  Handles,
} from '../../domain/channelAdapter.ts'
import { hasCapability } from '../../domain/channelManifest.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { readMedia } from '../api/readMedia.ts'
import { wanted } from '../api/wanted.ts'
import { composeText } from '../composeText.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { textOf } from '../richText/richTextNode.ts'
import { NAME, openQq } from './callQq.ts'
import { manifest } from './manifest.ts'

const TEXT = 0
const MEDIA = 7
const PICTURE = 1
/** An upload must live on so long for the message to be sent with it. */
const SPARE_MS = 5 * MINUTE

/**
 * Posts to one QQ group by a bot: settings.appId and groupOpenid, credentials.clientSecret.
 *
 * A text, or one picture with the text beside it. QQ knows a key only for answers, so an unknown outcome is a person's to settle. Active
 * messages are few and not everybody has them: the capability `activePush` is off until an account says otherwise.
 */
export function createQqBotChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, files, publicUrl } = options
  const { call, keeper } = openQq(options)
  const limits = { ...manifest.limits, ...account.limits }
  const group = `/v2/groups/${encodeURIComponent(textOf(account.settings['groupOpenid']))}`

  return {
    async checkLive({ signal }) {
      const { body } = await call({ path: '/users/@me', signal })

      return {
        accountName: textOf(body['username']) || textOf(account.settings['appId']),
        findings: findMissingRight(limits, account.mode),
      }
    },
    async commit({ content, handles, signal }) {
      const fileInfo = textOf(handles['fileInfo'])
      const text = textOf(content.rendered['text'])
      const { body } = await call({
        json:
          fileInfo === ''
            ? { content: text, msg_type: TEXT }
            : { content: text, media: { file_info: fileInfo }, msg_type: MEDIA },
        path: `${group}/messages`,
        signal,
      })

      return { remoteId: wanted(NAME, body['id']), state: 'published' }
    },
    manifest,
    async prepare({ content, handles, signal }): Promise<Handles> {
      const [picture] = mediaOf(content.rendered)
      const isGood = Date.parse(textOf(handles['goodUntil'])) > clock().getTime() + SPARE_MS

      if (picture === undefined || isGood) {
        return handles
      }

      const asked = { maxBytes: limits.imageBytes ?? Infinity, media: { id: picture.id }, preset: 'qq-image', signal }
      const read = await readMedia(files, [asked])
      const { body } = await call({
        json: {
          file_data: read.map(({ bytes }) => Buffer.from(bytes).toString('base64')).join(''),
          file_type: PICTURE,
          srv_send_msg: false,
        },
        path: `${group}/files`,
        signal,
      })

      return {
        fileInfo: wanted(NAME, body['file_info']),
        goodUntil: new Date(clock().getTime() + lifeOf(body['ttl'])).toISOString(),
      }
    },
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })

      return { media: rendered.media.filter(isImage), text: composeText(rendered) }
    },
    validate: ({ content, limits: effective }) => [
      ...findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
      ...findMissingRight({ ...limits, ...effective }, account.mode),
    ],
  }
}

/** The `qq-bot` kind. */
export const qqBotKind: ChannelKind = {
  create: createQqBotChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { clientSecret: token },
    settings: {
      appId: textOf(settings['appId']) || '100000000',
      baseUrl: url,
      groupOpenid: textOf(settings['groupOpenid']) || 'rehearsal',
      tokenUrl: `${url}/app/getAppAccessToken`,
    },
  }),
}

/** Said while writing: without it a message would only be refused when it is due. A rehearsal may go on. */
const findMissingRight = (limits: ChannelLimits, mode: ChannelMode): Finding[] =>
  hasCapability({ limits, manifest, name: 'activePush' })
    ? []
    : [
        {
          ...reason('PERMISSION_MISSING', { values: { channel: NAME, permission: 'activePush' } }),
          severity: mode === 'rehearsal' ? 'warning' : 'error',
        },
      ]

/** `ttl` in seconds; 0 is for ever, which is taken for a day. */
const lifeOf = (ttl: unknown): number => (Number(ttl) > 0 ? Number(ttl) : 86_400) * SECOND
