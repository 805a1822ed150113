'use client'

import { useText } from '../../text/useText.ts'
import { HtmlFrame } from './HtmlFrame.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'
import { Pictures } from './Pictures.tsx'
import { Topics } from './Topics.tsx'

/** An article: cover, title, who and when, then the body with its own layout. */
export function ArticleLook({ channelName, content, skin }: LookProps) {
  const { html, images, link, text, title, topics } = content
  const { say } = useText()
  const isPictureMessage = html === null

  return (
    <article>
      {isPictureMessage ? (
        <Pictures content={content} form="strip" />
      ) : (
        images[0] !== undefined && <img alt={images[0].alt} className="drumbeat-look__cover" src={images[0].url} />
      )}
      <p className="drumbeat-look__headline">{title}</p>
      <p className="drumbeat-look__by">
        <span className="drumbeat-look__mark">{channelName}</span>
        <span className="drumbeat-look__muted">{say('preview:justNow')}</span>
      </p>
      {html === null ? <Marked dialect={skin.dialect} text={text} /> : <HtmlFrame html={html} title={title} />}
      <Topics topics={topics} />
      {link !== '' && <p className="drumbeat-look__mark">{say('preview:readMore')}</p>}
    </article>
  )
}
