'use client'

import type { ChannelSummary } from '../data/summary.ts'
import { ModePill } from '../elements/ModePill.tsx'
import { useText } from '../text/useText.ts'

interface ChannelChoiceProps {
  channels: readonly ChannelSummary[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** Channels to tick; a paused one can be planned for, and says that it is paused. */
export function ChannelChoice({ channels, chosen, onChange }: ChannelChoiceProps) {
  const { say } = useText()

  return (
    <fieldset className="drumbeat-choice">
      <legend>{say('schedule:channels')}</legend>
      {channels.map((channel) => (
        <label key={channel.id}>
          <input
            checked={chosen.includes(channel.id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, channel.id] : chosen.filter((id) => id !== channel.id))
            }
            type="checkbox"
          />
          {channel.name}
          {channel.mode !== 'live' && <ModePill mode={channel.mode} />}
        </label>
      ))}
    </fieldset>
  )
}
