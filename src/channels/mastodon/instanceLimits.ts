import type { ChannelLimits } from '../../domain/channelAdapter.ts'
import type { Api } from '../api/createApi.ts'
import { isRecord } from '../richText/richTextNode.ts'

/** What this server takes, as `GET /api/v2/instance` says; what it leaves out is absent. */
export async function readInstanceLimits({ api, base, signal }: { api: Api; base: string; signal: AbortSignal }) {
  const { body } = await api({ signal, url: `${base}/api/v2/instance` })
  const configuration = recordIn(body, 'configuration')
  const statuses = recordIn(configuration, 'statuses')
  const media = recordIn(configuration, 'media_attachments')
  const text = statuses['max_characters']

  return {
    ...(isCount(text) && { text: { max: text, unit: 'grapheme' } as const }),
    ...counted('images', statuses['max_media_attachments']),
    ...counted('imageBytes', media['image_size_limit']),
    ...counted('videoBytes', media['video_size_limit']),
  } satisfies ChannelLimits
}

const recordIn = (record: Record<string, unknown>, name: string): Record<string, unknown> => {
  const value = record[name]

  return isRecord(value) ? value : {}
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

const counted = <Name extends string>(name: Name, value: unknown): Partial<Record<Name, number>> =>
  isCount(value) ? ({ [name]: value } as Record<Name, number>) : {}
