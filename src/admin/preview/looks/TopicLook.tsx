'use client'

import { useText } from '../../text/useText.ts'
import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** A topic of a forum: its title, then the first post. */
export function TopicLook({ channelName, content, skin }: LookProps) {
  const { firstComment, text, title, topics } = content
  const { say } = useText()

  return (
    <article>
      <p className="drumbeat-look__headline">{title}</p>
      <Topics topics={topics} />
      <p className="drumbeat-look__by drumbeat-look__by--ruled">
        <Avatar name={channelName} />
        <strong>{channelName}</strong>
        <span className="drumbeat-look__muted">{say('preview:justNow')}</span>
      </p>
      <Marked dialect={skin.dialect} text={text} />
      <Pictures content={content} form="tall" />
      <Comment name={channelName} text={firstComment} />
    </article>
  )
}
