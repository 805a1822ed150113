import { setTimeout as wait } from 'node:timers/promises'

import { SECOND } from '../../domain/duration.ts'
import type { MediaFile } from '../../domain/mediaFiles.ts'
import { type Api, badAnswer } from '../api/createApi.ts'
import { textOf } from '../richText/richTextNode.ts'
import { spokenError } from '../spokenError.ts'
import { isGone } from './errors.ts'

export interface UploadArgs {
  alt: string
  api: Api
  base: string
  file: MediaFile
  headers: Record<string, string>
  signal: AbortSignal
}

/** Uploads one file by `POST /api/v2/media`; its id, whether or not it is processed yet. */
export async function uploadMedia({ alt, api, base, file, headers, signal }: UploadArgs): Promise<string> {
  const form = new FormData()

  form.set('file', new Blob([file.bytes], { type: file.mimeType }), file.fileName)

  if (alt !== '') {
    form.set('description', alt.slice(0, MAX_ALT))
  }

  const { body } = await api({ body: form, headers, signal, url: `${base}/api/v2/media` })
  const id = textOf(body['id'])

  if (id === '') {
    throw badAnswer('Mastodon')
  }

  return id
}

export type UploadState = 'gone' | 'processing' | 'ready'

type LookArgs = Omit<UploadArgs, 'alt' | 'file'> & { id: string }

/** `GET /api/v1/media/:id`: 200 ready, 206 in work, 404 gone (unattached files are kept for a day). */
export async function lookAtMedia({ api, base, headers, id, signal }: LookArgs): Promise<UploadState> {
  try {
    const { status } = await api({ headers, signal, url: `${base}/api/v1/media/${encodeURIComponent(id)}` })

    return status === 206 ? 'processing' : 'ready'
  } catch (error) {
    if (isGone(error)) {
      return 'gone'
    }

    throw error
  }
}

/** Waits until a file is processed; `retry` when that takes longer than half a minute. */
export async function untilReady(args: LookArgs): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const state = await lookAtMedia(args)

    if (state === 'ready') {
      return
    }

    if (state === 'gone') {
      throw spokenError({
        channelCode: 'MEDIA_GONE',
        errorClass: 'retry',
        forgetsHandles: true,
        says: 'MEDIA_GONE',
        values: { channel: 'Mastodon' },
      })
    }

    await wait(Math.min(FIRST_WAIT_MS * 2 ** look, LAST_WAIT_MS), undefined, { signal: args.signal })
  }

  throw spokenError({
    channelCode: 'MEDIA_PROCESSING',
    errorClass: 'retry',
    retryAfterMs: 30 * SECOND,
    says: 'MEDIA_PROCESSING',
    values: { channel: 'Mastodon' },
  })
}

const MAX_ALT = 1_500
const LOOKS = 12
const FIRST_WAIT_MS = 100
const LAST_WAIT_MS = 5 * SECOND
