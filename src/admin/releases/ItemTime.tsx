'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { ProgressItem } from '../../domain/release/board.ts'
import { Instant } from '../elements/Instant.tsx'
import { useViewerZone } from '../format/useViewerZone.ts'
import { instantOf, type WallClock, wallClockOf } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { useText } from '../text/useText.ts'
import type { SetItem } from './setItem.ts'

interface ItemTimeProps {
  isDisabled: boolean
  item: ProgressItem
  onSet: SetItem
}

/** When an item begins; opened, another time for it. A publication has the time of its schedule. */
export function ItemTime({ isDisabled, item, onSet }: ItemTimeProps) {
  const { say } = useText()
  const timeZone = useViewerZone()
  const [when, setWhen] = useState<null | WallClock>(null)
  const shown = when ?? (item.at === null ? { day: '', time: '', timeZone } : wallClockOf(item.at, timeZone))
  const at = instantOf(shown)
  const time =
    item.at === null ? say(item.after.length > 0 ? 'release:whenReady' : 'release:asSoon') : <Instant at={item.at} />

  if (isDisabled || item.action === 'publish') {
    return <span className="drumbeat-muted">{time}</span>
  }

  return (
    <details className="drumbeat-release__after">
      <summary>{time}</summary>
      <div className="drumbeat-form">
        <WhenFields isRequired={false} onChange={setWhen} when={shown} />
        <div className="drumbeat-actions">
          <Button disabled={at === null} margin={false} onClick={() => onSet({ at })} size="small" type="button">
            {say('schedule:save')}
          </Button>
          <Button
            buttonStyle="secondary"
            disabled={item.at === null}
            margin={false}
            onClick={() => {
              setWhen(null)
              onSet({ at: null })
            }}
            size="small"
            type="button"
          >
            {say('release:asSoon')}
          </Button>
        </div>
      </div>
    </details>
  )
}
