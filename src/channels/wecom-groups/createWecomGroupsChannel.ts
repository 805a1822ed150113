import type { ChannelAdapter, ChannelKind, ChannelOptions, Handles } from '../../domain/channelAdapter.ts'
import { HOUR, MINUTE } from '../../domain/duration.ts'
import { badAnswer } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { composeText } from '../composeText.ts'
import { findLimitBreaches } from '../findLimitBreaches.ts'
import { readRendered } from '../readRendered.ts'
import { isImage, mediaOf } from '../renderedMedia.ts'
import { renderPost } from '../renderPost.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { NAME, openWecom } from './callWecom.ts'
import { findTask } from './findTask.ts'
import { askTask } from './groupTask.ts'
import { manifest } from './manifest.ts'

const FIRST_POLL_MS = MINUTE
/** WeCom keeps uploads for three days; the task must still be made within them. */
const UPLOAD_IS_GOOD_MS = 60 * HOUR

/**
 * Asks a member to send a post to customer groups (客户群群发): settings.corpId and sender, credentials.corpSecret.
 *
 * `commit` makes the task and nothing goes out by it: the member is told on their phone and sends it, or not. `poll` sees when they did. A
 * task whose making was never answered is looked for by its words, its member and its groups.
 */
export function createWecomGroupsChannel(options: ChannelOptions): ChannelAdapter {
  const { account, clock, files, publicUrl } = options
  const { call, keeper } = openWecom(options)
  const limits = { ...manifest.limits, ...account.limits }
  const sender = textOf(account.settings['sender'])
  const chatIds = textOf(account.settings['chatIdList'])
    .split(/[,，\s]+/)
    .filter((id) => id !== '')

  const upload = async (id: string, signal: AbortSignal): Promise<string> => {
    const maxBytes = limits.imageBytes ?? Infinity
    const read = await readMedia(files, [{ maxBytes, media: { id }, preset: 'wecom-image', signal }])
    const form = new FormData()

    read.forEach(({ bytes, fileName, mimeType }) => form.set('media', new Blob([bytes], { type: mimeType }), fileName))

    const { body } = await call({ body: form, path: 'media/upload', query: { type: 'image' }, signal })

    return wanted(body['media_id'])
  }

  return {
    async checkLive({ signal }) {
      // Refused to apps that may not see customer groups.
      await call({
        json: { limit: 1, owner_filter: { userid_list: [sender] } },
        path: 'externalcontact/groupchat/list',
        signal,
      })

      return { accountName: sender, findings: [] }
    },
    async commit({ content, handles, signal }) {
      const media = uploadsIn(handles)
      const images = mediaOf(content.rendered).map(({ id }) => ({ image: { media_id: media[id] }, msgtype: 'image' }))
      const { body } = await call({
        json: {
          attachments: images,
          chat_type: 'group',
          sender,
          text: { content: textOf(content.rendered['text']) },
          ...(chatIds.length > 0 && { chat_id_list: chatIds }),
        },
        path: 'externalcontact/add_msg_template',
        signal,
      })

      return { pollInMs: FIRST_POLL_MS, remoteId: wanted(body['msgid']), state: 'pending' }
    },
    manifest,
    poll: ({ remoteId, signal }) => askTask({ call, msgid: remoteId, sender, signal }),
    async prepare({ content, handles, keep, signal }) {
      const isFresh = clock().getTime() - Date.parse(textOf(handles['uploadedAt'])) < UPLOAD_IS_GOOD_MS
      const uploadedAt = isFresh ? textOf(handles['uploadedAt']) : clock().toISOString()
      let uploads = isFresh ? uploadsIn(handles) : {}

      for (const { id } of mediaOf(content.rendered).filter((each) => uploads[each.id] === undefined)) {
        uploads = { ...uploads, [id]: await upload(id, signal) }
        await keep({ uploadedAt, uploads })
      }

      return { uploadedAt, uploads }
    },
    reconcile: ({ content, isTaken, signal, startedAt }) =>
      findTask({
        call,
        chatIds,
        clock,
        isTaken,
        sender,
        signal,
        startedAt,
        text: textOf(content.rendered['text']),
      }),
    refresh: ({ signal }) => keeper.keepFresh(signal),
    render({ locale, post, variant }) {
      const rendered = renderPost({ locale, post, publicUrl, variant })

      return { media: rendered.media.filter(isImage), text: composeText(rendered) }
    },
    validate: ({ content, limits: effective }) =>
      findLimitBreaches({ ...readRendered(content.rendered), limits: effective }),
  }
}

/** The `wecom-groups` kind. */
export const wecomGroupsKind: ChannelKind = {
  create: createWecomGroupsChannel,
  manifest,
  rehearseAt: ({ settings, token, url }) => ({
    credentials: { corpSecret: token },
    settings: {
      baseUrl: url,
      corpId: textOf(settings['corpId']) || 'ww0000000000000000',
      sender: textOf(settings['sender']) || 'rehearsal',
    },
  }),
}

const uploadsIn = ({ uploads }: Handles): Record<string, string> =>
  isRecord(uploads) ? Object.fromEntries(Object.entries(uploads).map(([id, name]) => [id, textOf(name)])) : {}

function wanted(value: unknown): string {
  const text = textOf(value)

  if (text === '') {
    throw badAnswer(NAME)
  }

  return text
}
