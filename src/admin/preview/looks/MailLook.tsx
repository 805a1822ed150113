'use client'

import { Avatar } from './Avatar.tsx'
import { HtmlFrame } from './HtmlFrame.tsx'
import type { LookProps } from './look.ts'
import { Marked } from './Marked.tsx'

/** A mail as it is opened: subject, sender, body. */
export const MailLook = ({ channelName, content: { html, text, title }, skin }: LookProps) => (
  <article>
    <p className="drumbeat-look__headline">{title}</p>
    <p className="drumbeat-look__by drumbeat-look__by--ruled">
      <Avatar name={channelName} />
      <strong>{channelName}</strong>
    </p>
    {html === null ? <Marked dialect={skin.dialect} text={text} /> : <HtmlFrame html={html} title={title} />}
  </article>
)
