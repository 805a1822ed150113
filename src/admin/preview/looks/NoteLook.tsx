'use client'

import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import { Gestures } from './Gestures.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** A note: pictures to swipe, then a title, words and topics. */
export function NoteLook({ channelName, content, skin }: LookProps) {
  const { firstComment, images, text, title, topics, videos } = content
  const count = images.length + videos.length

  return (
    <article>
      <p className="drumbeat-look__by">
        <Avatar name={channelName} />
        <strong>{channelName}</strong>
      </p>
      <div className="drumbeat-look__swipe">
        <Pictures content={content} form="strip" />
        {count > 1 && <span className="drumbeat-look__page">1/{count}</span>}
      </div>
      {title !== '' && <p className="drumbeat-look__title">{title}</p>}
      <Marked dialect={skin.dialect} text={text} />
      <Topics topics={topics} />
      <Gestures />
      <Comment name={channelName} text={firstComment} />
    </article>
  )
}
