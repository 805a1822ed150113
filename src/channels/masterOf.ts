import { createHash } from 'node:crypto'

import type { ChannelAdapter } from '../domain/channelAdapter.ts'
import { type Locale, LOCALES, type PostSnapshot } from '../domain/content.ts'
import type { Master } from '../domain/writing/channelPreview.ts'
import { renderPost } from './renderPost.ts'
import { canonicalJson } from './snapshot/canonicalJson.ts'

export interface MasterOfArgs {
  adapter: Pick<ChannelAdapter, 'masterText'>
  locale: Locale
  post: PostSnapshot
}

/** The post as one channel would be told it without a variant; the hash is that of all languages, whichever is asked for. */
export function masterOf({ adapter, locale, post }: MasterOfArgs): Master {
  const read = (each: Locale): Omit<Master, 'hash'> => {
    const { media, text, title, topics } = renderPost({ locale: each, post, publicUrl: '', variant: null })

    return {
      media: media.map(({ id }) => id),
      text: adapter.masterText?.({ locale: each, post }) ?? text,
      title,
      topics,
    }
  }
  const all = LOCALES.filter((each) => post.locales[each] !== undefined).map(read)

  return { ...read(locale), hash: createHash('sha256').update(canonicalJson(all)).digest('hex') }
}
