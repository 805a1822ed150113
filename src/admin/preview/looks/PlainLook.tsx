'use client'

import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** Where nobody knows the platform: pictures first, then title, text and topics. */
export const PlainLook = ({ channelName, content, skin }: LookProps) => (
  <article>
    <p className="drumbeat-look__by">
      <Avatar name={channelName} />
      <strong>{channelName}</strong>
    </p>
    <Pictures content={content} form="grid" />
    {content.title !== '' && <p className="drumbeat-look__title">{content.title}</p>}
    <Marked dialect={skin.dialect} text={content.text} />
    <Topics topics={content.topics} />
    <Comment name={channelName} text={content.firstComment} />
  </article>
)
