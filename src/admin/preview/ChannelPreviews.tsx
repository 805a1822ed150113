'use client'

import { Button } from '@payloadcms/ui'
import { useId, useState } from 'react'

import { Empty } from '../elements/Empty.tsx'
import { useText } from '../text/useText.ts'
import { ChannelLook } from './ChannelLook.tsx'
import { ChannelTabs, tabIdOf } from './ChannelTabs.tsx'
import { Counters } from './Counters.tsx'
import { FindingCount } from './FindingCount.tsx'
import { Findings } from './Findings.tsx'
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
  const panelId = useId()

  if (reasons.length > 0) {
    return <Empty>{[say('preview:failed'), ...reasons].join(' ')}</Empty>
  }

  if (previews === null) {
    return <Empty>{say('general:loading')}</Empty>
  }

  const chosen = previews.find(({ channel }) => channel.id === (chosenId ?? firstChannelId)) ?? previews[0]

  if (chosen === undefined) {
    return <Empty>{say('preview:noChannels')}</Empty>
  }

  return (
    <div className="drumbeat-preview">
      <ChannelTabs
        chosenId={chosen.channel.id}
        label={say('preview:title')}
        onChoose={setChosenId}
        panelId={panelId}
        tabs={previews.map(({ channel: { id, name }, findings }) => ({
          badge: <FindingCount findings={findings} />,
          id,
          name,
        }))}
      />
      <div
        aria-labelledby={tabIdOf(panelId, chosen.channel.id)}
        className="drumbeat-preview__one"
        id={panelId}
        role="tabpanel"
      >
        <ChannelLook channel={chosen.channel} html={chosen.html} parts={chosen.parts} rendered={chosen.rendered} />
        <div className="drumbeat-preview__notes">
          <Counters counts={chosen.counts} />
          <Findings findings={chosen.findings} />
        </div>
      </div>
      <p className="drumbeat-muted">
        {readForm === undefined && say('preview:saved')}{' '}
        <Button buttonStyle="none" margin={false} onClick={refresh} type="button">
          {say('preview:refresh')}
        </Button>
      </p>
    </div>
  )
}
