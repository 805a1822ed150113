'use client'

import { useText } from '../../text/useText.ts'
import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import { Gestures } from './Gestures.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** A post between others: who, words, nine pictures at most. */
export function FeedLook({ channelName, content, skin }: LookProps) {
  const { firstComment, text, title, topics } = content
  const { say } = useText()

  return (
    <article className="drumbeat-look__entry">
      <Avatar name={channelName} />
      <div>
        <p className="drumbeat-look__by">
          <strong className="drumbeat-look__mark">{channelName}</strong>
          <span className="drumbeat-look__muted">{say('preview:justNow')}</span>
        </p>
        {title !== '' && <p className="drumbeat-look__title">{title}</p>}
        <Marked dialect={skin.dialect} text={text} />
        <Topics topics={topics} />
        <Pictures content={content} form="grid" />
        <Gestures />
        <Comment name={channelName} text={firstComment} />
      </div>
    </article>
  )
}
