'use client'

import { useText } from '../../text/useText.ts'
import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import { Gestures } from './Gestures.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'

/** Short posts that answer one another; the pictures stand with the first. */
export function ThreadLook({ channelName, content, skin }: LookProps) {
  const { firstComment, parts } = content
  const { say } = useText()

  return (
    <ol className="drumbeat-look__thread">
      {parts.map((part, index) => (
        <li className="drumbeat-look__entry" key={index}>
          <Avatar name={channelName} />
          <div>
            <p className="drumbeat-look__by">
              <strong>{channelName}</strong>
              <span className="drumbeat-look__muted">
                {parts.length > 1 ? `${index + 1}/${parts.length}` : say('preview:justNow')}
              </span>
            </p>
            <Marked dialect={skin.dialect} text={part} />
            {index === 0 && <Pictures content={content} form="grid" />}
            <Gestures />
            {index === parts.length - 1 && <Comment name={channelName} text={firstComment} />}
          </div>
        </li>
      ))}
    </ol>
  )
}
