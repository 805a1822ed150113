import type { RenderArgs } from '../../domain/channelAdapter.ts'
import { composeText } from '../composeText.ts'
import { isShown } from '../renderedMedia.ts'
import { type RenderedMedia, renderPost } from '../renderPost.ts'

/** Where a part of the text is bold, in UTF-16 units, as the Bot API wants it. */
export interface MessageEntity {
  length: number
  offset: number
  type: 'bold'
}

/** What leaves: one message, or one album with the text as its caption. */
export interface TelegramMessage {
  entities: MessageEntity[]
  media: RenderedMedia[]
  text: string
}

/** The title in bold, the text, the topics as hashtags; empty lines in between. */
export function renderMessage({
  locale,
  post,
  publicUrl,
  variant,
}: Omit<RenderArgs, 'limits'> & { publicUrl: string }): TelegramMessage {
  const rendered = renderPost({ locale, post, publicUrl, variant })
  const { media, title } = rendered

  return {
    entities: title === '' ? [] : [{ length: title.length, offset: 0, type: 'bold' }],
    media: media.filter(isShown),
    text: composeText(rendered),
  }
}
