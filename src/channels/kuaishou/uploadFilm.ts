import type { MediaFile } from '../../domain/mediaFiles.ts'
import { badAnswer } from '../api/createApi.ts'
import { textOf } from '../richText/richTextNode.ts'
import { type Kuaishou, NAME } from './callKuaishou.ts'

export interface UploadFilmArgs extends Pick<Kuaishou, 'api' | 'call'> {
  file: Pick<MediaFile, 'bytes' | 'mimeType'>
  signal: AbortSignal
}

/** What goes at once; larger films go in parts of this size. */
export const PART_BYTES = 8_000_000

/** Uploads a film, in parts where it is large; gives the upload token by which photo/publish knows it. Nobody sees it before. */
export async function uploadFilm({ api, call, file, signal }: UploadFilmArgs): Promise<string> {
  const { body } = await call({ method: 'POST', path: '/openapi/photo/start_upload', signal })
  const token = textOf(body['upload_token'])
  const endpoint = textOf(body['endpoint'])

  if (token === '' || endpoint === '') {
    throw badAnswer(NAME)
  }

  const parts = partsOf(file.bytes)
  // Its pages: "为提高上传效率 上传接口 均为 http://"; it names the host alone.
  const base = /^https?:\/\//.test(endpoint) ? endpoint : `http://${endpoint}`
  const post = (path: string, query: Record<string, string>, part?: Uint8Array<ArrayBuffer>) =>
    api({
      headers: { 'content-type': part === undefined ? 'application/json' : file.mimeType },
      method: 'POST',
      secrets: [token],
      signal,
      url: `${base}/api/upload${path}?${new URLSearchParams({ upload_token: token, ...query }).toString()}`,
      ...(part !== undefined && { body: part }),
    })

  if (parts.length === 1) {
    await post('', {}, parts[0])

    return token
  }

  for (const [index, part] of parts.entries()) {
    await post('/fragment', { fragment_id: String(index) }, part)
  }

  await post('/complete', { fragment_count: String(parts.length) })

  return token
}

const partsOf = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] =>
  Array.from({ length: Math.max(1, Math.ceil(bytes.length / PART_BYTES)) }, (_, index) =>
    bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
  )
