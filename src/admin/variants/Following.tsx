'use client'

import { Button } from '@payloadcms/ui'

import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'
import type { Fix } from '../../domain/writing/fix.ts'
import { Counters } from '../preview/Counters.tsx'
import { Findings } from '../preview/Findings.tsx'
import { useText } from '../text/useText.ts'

interface FollowingProps {
  isReadOnly: boolean
  onFix: ((fix: Fix) => void) | undefined
  onStart: () => void
  preview: ChannelPreview
}

/** A channel without words of its own: what it makes of the post's, and the way to write for it. */
export function Following({ isReadOnly, onFix, onStart, preview }: FollowingProps) {
  const { say } = useText()

  return (
    <>
      <p className="drumbeat-variants__lead">{say('variant:following')}</p>
      {!isReadOnly && (
        <Button margin={false} onClick={onStart} size="medium" type="button">
          {say('variant:start')}
        </Button>
      )}
      <Counters counts={preview.counts} />
      <Findings findings={preview.findings} onFix={onFix} />
    </>
  )
}
