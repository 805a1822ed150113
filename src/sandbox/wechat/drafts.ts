import type { Request, Response } from 'express'

import { grant, refuseWith } from '../errcode.ts'
import { fileOf, readForm } from '../readForm.ts'
import type { StandInContext } from '../standIn.ts'

const MB = 1_000_000
const MAX = { author: 16, content: 20_000, digest: 128, images: 20, title: 32 }

export interface DraftArticle {
  article_type?: string
  author?: string
  content?: string
  digest?: string
  image_info?: { image_list?: { image_media_id?: string }[] }
  thumb_media_id?: string
  title?: string
}

type Handler = (request: Request, response: Response) => Promise<void>

/** Uploads and drafts of an official account, with the limits and codes of their pages. */
export function createDraftHandlers(context: StandInContext) {
  const { nextNumber, objects, storeFile } = context
  const accountOf = (request: Request): string => String(request.params['account'])

  const takeFile = async (request: Request, response: Response, limits: FileLimits) => {
    const file = await fileOf((await readForm(request)).get('media'))

    if (file === null) {
      refuseWith(response, 41005, 'media data missing')
      return null
    }

    if (!limits.types.includes(file.mimeType)) {
      refuseWith(response, 40005, 'invalid file type')
      return null
    }

    if (file.bytes.length >= limits.maxBytes) {
      refuseWith(response, 40009, 'invalid image size')
      return null
    }

    return storeFile(file)
  }

  const addDraft: Handler = async (request, response) => {
    const account = accountOf(request)
    const { articles = [] } = request.body as { articles?: DraftArticle[] }
    const known = new Set((await objects.list(account, 'material')).map(({ id }) => id))
    const problem = articles.map((article) => findProblem(article, known)).find((each) => each !== null)

    if (articles.length === 0) {
      refuseWith(response, 44003, 'empty news data')
    } else if (problem !== undefined) {
      refuseWith(response, ...problem)
    } else {
      const mediaId = `draft-${await nextNumber(account, 'draft')}`

      await objects.put(account, 'draft', mediaId, { articles })
      grant(response, { media_id: mediaId })
    }
  }

  const addMaterial: Handler = async (request, response) => {
    const account = accountOf(request)
    const isThumb = request.query['type'] === 'thumb'
    const path = await takeFile(request, response, isThumb ? THUMB : MATERIAL)

    if (path !== null) {
      const mediaId = `material-${await nextNumber(account, 'material')}`

      await objects.put(account, 'material', mediaId, { path })
      grant(response, { media_id: mediaId, url: `https://mmbiz.qpic.cn/${mediaId}` })
    }
  }

  const getDraft: Handler = async (request, response) => {
    const { media_id: mediaId = '' } = request.body as { media_id?: string }
    const draft = await objects.find(accountOf(request), 'draft', mediaId)

    if (draft === null) {
      refuseWith(response, 40007, 'invalid media_id')
    } else {
      grant(response, { news_item: draft['articles'] })
    }
  }

  const uploadImage: Handler = async (request, response) => {
    const account = accountOf(request)
    const path = await takeFile(request, response, BODY_IMAGE)

    if (path !== null) {
      const name = `image-${await nextNumber(account, 'image')}`

      await objects.put(account, 'image', name, { path })
      grant(response, { url: `https://mmbiz.qpic.cn/${name}` })
    }
  }

  return { addDraft, addMaterial, getDraft, uploadImage }
}

interface FileLimits {
  maxBytes: number
  types: readonly string[]
}

const BODY_IMAGE: FileLimits = { maxBytes: MB, types: ['image/jpeg', 'image/png'] }
const MATERIAL: FileLimits = { maxBytes: 10 * MB, types: ['image/bmp', 'image/gif', 'image/jpeg', 'image/png'] }
const THUMB: FileLimits = { maxBytes: 64_000, types: ['image/jpeg'] }

function findProblem(article: DraftArticle, materials: ReadonlySet<string>): [number, string] | null {
  const { author = '', content = '', digest = '', title = '' } = article
  const isPictures = article.article_type === 'newspic'
  const pictures = (article.image_info?.image_list ?? []).map(({ image_media_id: id = '' }) => id)
  const materialIds = isPictures ? pictures : [article.thumb_media_id ?? '']

  if (Array.from(title).length > MAX.title) {
    return [45003, 'title size out of limit']
  }

  if (Array.from(digest).length > MAX.digest) {
    return [45004, 'description size out of limit']
  }

  if (Array.from(author).length > MAX.author) {
    return [45110, 'author size out of limit']
  }

  if (content.length >= MAX.content || Buffer.byteLength(content) >= MB) {
    return [45002, 'content size out of limit']
  }

  if (content === '') {
    return [44004, 'empty content']
  }

  return materialIds.length === 0 || materialIds.length > MAX.images || materialIds.some((id) => !materials.has(id))
    ? [40007, 'invalid media_id']
    : null
}
