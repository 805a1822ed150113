import { createHash } from 'node:crypto'

import type { ChannelAdapter } from '../domain/channelAdapter.ts'
import type { Locale, PostSnapshot } from '../domain/content.ts'
import type { Master } from '../domain/writing/channelPreview.ts'
import { renderPost } from './renderPost.ts'
import { canonicalJson } from './snapshot/canonicalJson.ts'

export interface MasterOfArgs {
  adapter: Pick<ChannelAdapter, 'masterText'>
  locale: Locale
  post: PostSnapshot
}

/** The post as one channel would be told it without a variant. */
export function masterOf({ adapter, locale, post }: MasterOfArgs): Master {
  const { media, text, title, topics } = renderPost({ locale, post, publicUrl: '', variant: null })
  const master = {
    media: media.map(({ id }) => id),
    text: adapter.masterText?.({ locale, post }) ?? text,
    title,
    topics,
  }

  return { ...master, hash: createHash('sha256').update(canonicalJson(master)).digest('hex') }
}
