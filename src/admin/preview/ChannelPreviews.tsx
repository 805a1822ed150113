'use client'

import { Button, Pill } from '@payloadcms/ui'
import { useState } from 'react'

import { Empty } from '../elements/Empty.tsx'
import { useText } from '../text/useText.ts'
import { Counters } from './Counters.tsx'
import { Findings } from './Findings.tsx'
import { PhoneFrame } from './PhoneFrame.tsx'
import { readRendered } from './readRendered.ts'
import { usePreviews, type UsePreviewsArgs } from './usePreviews.ts'

interface ChannelPreviewsProps extends UsePreviewsArgs {
  /** The channel that stands open until a person chooses another; the first of all unless given. */
  firstChannelId?: string | undefined
}

/** The post as each channel would show it, with what breaks the channel's limits. */
export function ChannelPreviews({ firstChannelId, postId, readForm }: ChannelPreviewsProps) {
  const { say } = useText()
  const { previews, reasons, refresh } = usePreviews({ postId, readForm })
  const [chosenId, setChosenId] = useState<string | null>(null)

  if (reasons.length > 0) {
    return <Empty>{[say('preview:failed'), ...reasons].join(' ')}</Empty>
  }

  if (previews === null) {
    return <Empty>{say('general:loading')}</Empty>
  }

  const chosen = previews.find(({ channel }) => channel.id === (chosenId ?? firstChannelId)) ?? previews[0]

  return (
    <div className="drumbeat-preview">
      <div aria-label={say('preview:title')} className="drumbeat-preview__channels" role="tablist">
        {previews.map(({ channel, findings }) => (
          <button
            aria-selected={channel.id === chosen?.channel.id}
            key={channel.id}
            onClick={() => setChosenId(channel.id)}
            role="tab"
            type="button"
          >
            {channel.name}
            {findings.length > 0 && (
              <Pill
                pillStyle={findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning'}
                size="small"
              >
                {findings.length}
              </Pill>
            )}
          </button>
        ))}
      </div>
      {chosen !== undefined && (
        <div className="drumbeat-preview__one" role="tabpanel">
          <PhoneFrame channelName={chosen.channel.name} content={readRendered(chosen.rendered)} />
          <div className="drumbeat-preview__notes">
            <Counters preview={chosen} />
            <Findings findings={chosen.findings} />
          </div>
        </div>
      )}
      <p className="drumbeat-muted">
        {readForm === undefined && say('preview:saved')}{' '}
        <Button buttonStyle="none" margin={false} onClick={refresh} type="button">
          {say('preview:refresh')}
        </Button>
      </p>
    </div>
  )
}
