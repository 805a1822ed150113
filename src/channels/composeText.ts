import type { RenderedPost } from './renderPost.ts'

/** One text for platforms that know no title and no topics: title, text, hashtags, with empty lines in between. */
export const composeText = ({ text, title, topics }: Pick<RenderedPost, 'text' | 'title' | 'topics'>): string =>
  [title, text, topics.map(hashtag).join(' ')].filter((part) => part !== '').join('\n\n')

/** A hashtag ends at the first space or sign. */
const hashtag = (topic: string): string => `#${topic.replace(/[^\p{L}\p{N}_]+/gu, '_')}`
