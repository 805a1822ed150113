import type { Handles, PrepareArgs } from '../../domain/channelAdapter.ts'
import type { MediaFiles } from '../../domain/mediaFiles.ts'
import { badAnswer } from '../api/createApi.ts'
import { readMedia } from '../api/readMedia.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { type CallWechat, NAME } from './callWechat.ts'
import type { WechatArticle } from './renderArticle.ts'
import { fillImages } from './toWechatHtml.ts'

/** What stands on WeChat so far. */
export interface DraftHandles {
  /** The draft's media_id. */
  draft?: string
  /** Addresses of pictures in a text, or media_ids of pictures that stand by themselves, by our id. */
  images: Readonly<Record<string, string>>
  thumbMediaId?: string
}

export interface PrepareDraftArgs extends Pick<PrepareArgs, 'handles' | 'keep' | 'signal'> {
  article: WechatArticle
  call: CallWechat
  files: MediaFiles
  /** Bytes of a picture in the text. */
  imageBytes: number
  needsComments: boolean
}

/** Bytes of a picture among the permanent materials. */
const MATERIAL_BYTES = 10_000_000

/**
 * Uploads what an article shows, and drafts it; each step is kept, so that a retry goes on where the last one ended.
 *
 * Pictures in a text go to uploadimg, which counts towards nothing; covers and picture messages need permanent materials.
 */
export async function prepareDraft({ handles, keep, ...args }: PrepareDraftArgs): Promise<Handles> {
  const { article, call, files, imageBytes, needsComments, signal } = args
  let made: DraftHandles & Handles = { ...handles, images: imagesOf(handles) }

  const upload = async ({ id, maxBytes, path, preset, result }: Upload): Promise<string> => {
    const [file] = await readMedia(files, [{ maxBytes, media: { id }, preset, signal }])
    const body = new FormData()

    if (file !== undefined) {
      body.set('media', new Blob([file.bytes], { type: file.mimeType }), file.fileName)
    }

    const answer = await call({ body, path, query: path === MATERIAL ? { type: 'image' } : {}, signal })

    return wanted(answer.body[result])
  }

  const add = async (more: Partial<DraftHandles>): Promise<void> => {
    made = { ...made, ...more }
    await keep(made)
  }

  const isPictureMessage = article.articleType === 'newspic'

  if (article.coverId !== null && made.thumbMediaId === undefined) {
    const cover = { id: article.coverId, maxBytes: MATERIAL_BYTES, path: MATERIAL, preset: 'wechat-cover' }

    await add({ thumbMediaId: await upload({ ...cover, result: 'media_id' }) })
  }

  for (const id of article.images.filter((each) => made.images[each] === undefined)) {
    const name = await upload(
      isPictureMessage
        ? { id, maxBytes: MATERIAL_BYTES, path: MATERIAL, preset: 'wechat-newspic', result: 'media_id' }
        : { id, maxBytes: imageBytes, path: BODY_IMAGE, preset: 'wechat-body', result: 'url' },
    )

    await add({ images: { ...made.images, [id]: name } })
  }

  if (made.draft === undefined) {
    const json = { articles: [draftOf(article, made, needsComments)] }
    const { body } = await call({ json, path: '/cgi-bin/draft/add', signal })

    made = { ...made, draft: wanted(body['media_id']) }
  }

  return made
}

const BODY_IMAGE = '/cgi-bin/media/uploadimg'
const MATERIAL = '/cgi-bin/material/add_material'

interface Upload {
  id: string
  maxBytes: number
  path: string
  preset: string
  /** Which field of the answer names it. */
  result: 'media_id' | 'url'
}

function draftOf(article: WechatArticle, { images, thumbMediaId }: DraftHandles, needsComments: boolean): object {
  const shared = {
    article_type: article.articleType,
    content: fillImages(article.content, (id) => images[id] ?? ''),
    need_open_comment: needsComments ? 1 : 0,
    title: article.title,
  }

  return article.articleType === 'newspic'
    ? { ...shared, image_info: { image_list: article.images.map((id) => ({ image_media_id: images[id] })) } }
    : {
        ...shared,
        author: article.author,
        content_source_url: article.contentSourceUrl,
        digest: article.digest,
        thumb_media_id: thumbMediaId,
      }
}

const imagesOf = ({ images }: Handles): Record<string, string> =>
  isRecord(images) ? Object.fromEntries(Object.entries(images).map(([id, name]) => [id, textOf(name)])) : {}

function wanted(value: unknown): string {
  const text = textOf(value)

  if (text === '') {
    throw badAnswer(NAME)
  }

  return text
}
