import type { RenderArgs } from '../../domain/channelAdapter.ts'
import { composeText } from '../composeText.ts'
import { isImage } from '../renderedMedia.ts'
import { type RenderedMedia, renderPost } from '../renderPost.ts'
import { readHtml } from '../richText/readHtml.ts'
import { toRobotMarkdown } from './toRobotMarkdown.ts'

/** `interactive` is Feishu's card. */
export type RobotMessageType = 'image' | 'interactive' | 'markdown' | 'news' | 'text'

export interface RobotMessage {
  /** The first link of the post; where a card leads. */
  link: string
  /** Only what the message shows. */
  media: RenderedMedia[]
  messageType: RobotMessageType
  text: string
  /** Where the message has a title apart from its text; empty otherwise. */
  title: string
}

export interface RenderMessageArgs extends Omit<RenderArgs, 'limits'> {
  /** Where the post has no link of its own. */
  link?: string
  messageType: RobotMessageType
  publicUrl: string
}

/** How many pictures such a message shows. */
const PICTURES: Readonly<Record<RobotMessageType, number>> = { image: 1, interactive: 0, markdown: 0, news: 1, text: 0 }

/** A post as one message of a robot: a picture shows one, a card the excerpt, the others the whole text with hashtags. */
export function renderMessage({ link = '', messageType, ...args }: RenderMessageArgs): RobotMessage {
  const post = renderPost({ ...args, ...(isMarkdown(messageType) && { form: toRobotMarkdown }) })
  const media = post.media.filter(isImage).slice(0, PICTURES[messageType])
  const shared = { link: firstLink(post.html) ?? link, media, messageType }

  switch (messageType) {
    case 'image':
      return { ...shared, text: '', title: '' }
    case 'interactive':
      return {
        ...shared,
        text: composeText({ ...post, title: '' }),
        title: post.title,
      }
    case 'markdown': {
      const heading = post.title === '' ? '' : `# ${post.title}`

      return { ...shared, text: composeText({ ...post, title: heading }), title: '' }
    }
    case 'news':
      return {
        ...shared,
        text: (args.variant?.text ?? '') === '' ? post.excerpt || post.text : post.text,
        title: post.title,
      }
    case 'text':
      return { ...shared, text: composeText(post), title: '' }
  }
}

/** How a body reads as the text of such a message. */
export function masterText({ messageType, ...args }: Omit<RenderMessageArgs, 'link' | 'variant'>): string {
  const { excerpt, text } = renderPost({
    ...args,
    variant: null,
    ...(isMarkdown(messageType) && { form: toRobotMarkdown }),
  })

  return messageType === 'news' ? excerpt || text : text
}

const isMarkdown = (type: RobotMessageType): boolean => type === 'interactive' || type === 'markdown'

function firstLink(html: string): string | undefined {
  for (const token of readHtml(html)) {
    if (token.type === 'open' && token.tag === 'a' && /^https?:/i.test(token.attributes['href'] ?? '')) {
      return token.attributes['href']
    }
  }

  return undefined
}
