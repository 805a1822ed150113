import type { Handles, MetricPoint } from '../../domain/channelAdapter.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { spokenError } from '../spokenError.ts'
import { type CallWechat, NAME } from './callWechat.ts'

export interface ReadMetricsArgs {
  call: CallWechat
  /** `YYYY-MM-DD`; WeChat knows days up to yesterday. */
  day: string
  handles: Handles
  signal: AbortSignal
}

/** Which list of datacube tells what, and in which field. */
const SOURCES = [
  { field: 'read_user', path: '/datacube/getarticleread', type: 'view' },
  { field: 'share_user', path: '/datacube/getarticleshare', type: 'share' },
] as const

/**
 * How many people read and shared an article on one day.
 *
 * Articles are known there by `<msg_data_id>_<index>`, which only the answer to the send tells: one that was found by looking has no figures.
 */
export async function readMetrics({ call, day, handles, signal }: ReadMetricsArgs): Promise<MetricPoint[]> {
  const key = `${textOf(handles['msgDataId'])}_1`

  if (key === '_1') {
    return []
  }

  const points: MetricPoint[] = []

  for (const { field, path, type } of SOURCES) {
    const { body } = await call({ json: { begin_date: day, end_date: day }, path, signal })

    if (body['is_delay'] === true) {
      throw spokenError({
        channelCode: 'IS_DELAYED',
        errorClass: 'retry',
        says: 'METRICS_DELAYED',
        values: { channel: NAME, day },
      })
    }

    const list = (Array.isArray(body['list']) ? body['list'] : []).filter(isRecord)
    const detail = list.find((each) => each['msgid'] === key)?.['detail']
    const value = isRecord(detail) ? detail[field] : undefined

    if (typeof value === 'number') {
      points.push({ isTotal: false, type, value })
    }
  }

  return points
}
