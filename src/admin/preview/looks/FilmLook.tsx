'use client'

import { useState } from 'react'

import { useText } from '../../text/useText.ts'
import { Avatar } from './Avatar.tsx'
import { Comment } from './Comment.tsx'
import { Gestures } from './Gestures.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Topics } from './Topics.tsx'

/** A film or a picture over the whole screen, with the words at its foot: a few lines of them until somebody asks for all. */
export function FilmLook({ channelName, content, skin }: LookProps) {
  const { firstComment, images, text, title, topics, videos } = content
  const { say } = useText()
  const [isOpen, setIsOpen] = useState(false)
  const [film] = videos
  const [picture] = images
  const count = images.length + videos.length

  return (
    <article className="drumbeat-look__film" data-open={isOpen}>
      {film !== undefined ? (
        <video className="drumbeat-look__backdrop" muted playsInline preload="metadata" src={film.url} />
      ) : (
        picture !== undefined && <img alt={picture.alt} className="drumbeat-look__backdrop" src={picture.url} />
      )}
      {count > 1 && <span className="drumbeat-look__page">1/{count}</span>}
      <div className="drumbeat-look__rail">
        <Avatar name={channelName} />
        <Gestures />
      </div>
      <div className="drumbeat-look__caption">
        <strong>@{channelName}</strong>
        {title !== '' && <p className="drumbeat-look__title">{title}</p>}
        <Marked dialect={skin.dialect} text={text} />
        <button aria-expanded={isOpen} className="drumbeat-look__more" onClick={() => setIsOpen(!isOpen)} type="button">
          {say(isOpen ? 'preview:less' : 'preview:more')}
        </button>
        <Topics topics={topics} />
        <Comment name={channelName} text={firstComment} />
      </div>
    </article>
  )
}
