'use client'

import type { ShownContent } from './readRendered.ts'

interface PhoneFrameProps {
  channelName: string
  content: ShownContent
}

/** Content as a reader's phone would show it: pictures first, then title, text and topics. */
export function PhoneFrame({ channelName, content }: PhoneFrameProps) {
  const { firstComment, images, text, title, topics } = content

  return (
    <figure aria-label={channelName} className="drumbeat-phone">
      <div className="drumbeat-phone__screen" role="group" tabIndex={0}>
        <div className="drumbeat-phone__account">
          <span aria-hidden className="drumbeat-phone__avatar">
            {channelName.slice(0, 1)}
          </span>
          {channelName}
        </div>
        {images.length > 0 && (
          <div className="drumbeat-phone__pictures">
            {images.slice(0, 9).map(({ alt, url }, index) => (
              <img alt={alt} key={`${url}-${index}`} src={url} />
            ))}
          </div>
        )}
        {title !== '' && <p className="drumbeat-phone__title">{title}</p>}
        {text !== '' && <p className="drumbeat-phone__text">{text}</p>}
        {topics.length > 0 && <p className="drumbeat-phone__topics">{topics.map((topic) => `#${topic}`).join(' ')}</p>}
        {firstComment !== null && <p className="drumbeat-phone__comment">{firstComment}</p>}
      </div>
    </figure>
  )
}
