'use client'

import { useText } from '../../text/useText.ts'

/** The first comment, as its author leaves it below the post. */
export function Comment({ name, text }: { name: string; text: string | null }) {
  const { say } = useText()

  return text === null ? null : (
    <div className="drumbeat-look__comment">
      <span className="drumbeat-look__muted">{say('preview:firstComment')}</span>
      <p>
        <strong>{name}</strong> {text}
      </p>
    </div>
  )
}
