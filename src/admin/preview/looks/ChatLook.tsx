'use client'

import { useText } from '../../text/useText.ts'
import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** A group chat with one message: words in a bubble, a card where the message has a title, pictures after it. */
export function ChatLook({ channelName, content, skin }: LookProps) {
  const { firstComment, images, link, text, title, topics, videos } = content
  const { say } = useText()
  const isCard = title !== ''
  const hasWords = isCard || text !== ''

  return (
    <div className={`drumbeat-look__chat drumbeat-look__chat--${skin.side ?? 'left'}`}>
      <p className="drumbeat-look__muted drumbeat-look__when">{say('preview:justNow')}</p>
      <div className="drumbeat-look__message">
        <Avatar name={channelName} />
        <div className="drumbeat-look__bubbles">
          <span className="drumbeat-look__muted">{channelName}</span>
          {hasWords && (
            <div className={`drumbeat-look__bubble${isCard ? ' drumbeat-look__bubble--card' : ''}`}>
              {isCard && <p className="drumbeat-look__title">{title}</p>}
              {text !== '' && <Marked dialect={skin.dialect} text={text} />}
              <Topics topics={topics} />
              {isCard && link !== '' && <p className="drumbeat-look__mark">{say('preview:open')}</p>}
            </div>
          )}
          <Pictures content={{ images, videos }} form="tall" />
        </div>
      </div>
      <Comment name={channelName} text={firstComment} />
    </div>
  )
}
