'use client'

import { Button } from '@payloadcms/ui'

import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'
import { ModePill } from '../elements/ModePill.tsx'
import { FindingCount } from '../preview/FindingCount.tsx'
import { useText } from '../text/useText.ts'
import { VariantPill } from './VariantPill.tsx'
import type { VariantState } from './variantState.ts'

interface MasterPanelProps {
  channels: readonly { preview: ChannelPreview; state: VariantState }[]
  onOpen: (channelId: string) => void
}

/** How the post's own words feed the channels, and how each of them stands. */
export function MasterPanel({ channels, onOpen }: MasterPanelProps) {
  const { say } = useText()

  return (
    <>
      <p className="drumbeat-variants__lead">{say('variant:masterHelp')}</p>
      <ul className="drumbeat-variants__list">
        {channels.map(({ preview: { channel, findings }, state }) => (
          <li key={channel.id}>
            <strong>{channel.name}</strong>
            <span className="drumbeat-variants__pills">
              {channel.mode !== 'live' && <ModePill mode={channel.mode} />}
              <VariantPill state={state} />
              <FindingCount findings={findings} />
            </span>
            <Button
              aria-label={`${say('general:goTo')} · ${channel.name}`}
              buttonStyle="secondary"
              margin={false}
              onClick={() => onOpen(channel.id)}
              size="xsmall"
              type="button"
            >
              {say('general:goTo')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
