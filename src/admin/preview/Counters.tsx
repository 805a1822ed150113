'use client'

import { countText } from '../../domain/textLength.ts'
import { useText } from '../text/useText.ts'
import type { ChannelPreview } from './preview.ts'
import { readRendered } from './readRendered.ts'

/** How much of what the channel takes is used, counted as the channel counts. */
export function Counters({ preview: { limits, rendered } }: { preview: ChannelPreview }) {
  const { say } = useText()
  const { images, text, title } = readRendered(rendered)
  const counters = [
    { label: 'preview:titleLength', limit: limits?.title, text: title } as const,
    { label: 'preview:text', limit: limits?.text, text } as const,
  ].flatMap(({ label, limit, text: counted }) =>
    limit === undefined ? [] : [{ count: countText(counted, limit.unit), label, max: limit.max }],
  )

  return (
    <ul className="drumbeat-counters">
      {counters.map(({ count, label, max }) => (
        <Counter count={count} key={label} label={say(label)} max={max} />
      ))}
      {limits?.images !== undefined && (
        <Counter count={images.length} label={say('preview:images')} max={limits.images} />
      )}
    </ul>
  )
}

function Counter({ count, label, max }: { count: number; label: string; max: number }) {
  const { say } = useText()

  return (
    <li>
      <span>{label}</span>
      <span className={count > max ? 'drumbeat-late' : undefined}>{say('preview:counter', { count, max })}</span>
      <progress aria-label={label} max={max} value={Math.min(count, max)} />
    </li>
  )
}
