'use client'

import { Link } from '@payloadcms/ui'
import { useId, useState } from 'react'

import { CHANNELS } from '../../domain/slugs.ts'
import { Empty } from '../elements/Empty.tsx'
import { ChannelTabs, tabIdOf } from '../preview/ChannelTabs.tsx'
import { usePreviews } from '../preview/usePreviews.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ChannelPanel } from './ChannelPanel.tsx'
import { FormWatch } from './FormWatch.tsx'
import { MasterPanel } from './MasterPanel.tsx'
import type { RowFields } from './rowFields.ts'
import { TabBadge } from './TabBadge.tsx'
import { useVariantRows } from './useVariantRows.ts'
import { variantState } from './variantState.ts'

interface VariantsBoardProps extends RowFields {
  postId: string
  readForm: () => object
}

const MASTER = 'master'

/** A tab for the master and one per channel; what is shown of the channels follows the form while somebody types. */
export function VariantsBoard({ postId, readForm, ...row }: VariantsBoardProps) {
  const { say } = useText()
  const { admin } = useUrls()
  const { asked, isBehind, look, previews, reasons } = usePreviews({ postId, readForm })
  const rows = useVariantRows(row.path, row.schemaPath)
  const [chosenId, setChosenId] = useState(MASTER)
  const panelId = useId()

  if (previews === null) {
    return <Empty>{reasons.length > 0 ? [say('preview:failed'), ...reasons].join(' ') : say('general:loading')}</Empty>
  }

  if (previews.length === 0) {
    return (
      <Empty>
        {say('variant:noChannels')} <Link href={admin(`/collections/${CHANNELS}`)}>{say('variant:toChannels')}</Link>
      </Empty>
    )
  }

  const channels = previews.map((preview) => ({
    preview,
    rowIndex: rows.find(preview.channel.id),
    state: variantState({ hasVariant: rows.find(preview.channel.id) !== null, parted: preview.parted }),
  }))
  const chosen = channels.find(({ preview }) => preview.channel.id === chosenId)
  const shownId = chosen === undefined ? MASTER : chosenId

  return (
    <div className="drumbeat-variants__board">
      <FormWatch onRest={look} />
      <ChannelTabs
        chosenId={shownId}
        label={say('variant:channels')}
        onChoose={setChosenId}
        panelId={panelId}
        tabs={[
          { id: MASTER, name: say('variant:master') },
          ...channels.map(({ preview: { channel, findings }, state }) => ({
            badge: <TabBadge findings={findings} state={state} />,
            id: channel.id,
            name: channel.name,
          })),
        ]}
      />
      {reasons.length > 0 && (
        <p className="drumbeat-error" role="alert">
          {[say('preview:failed'), ...reasons].join(' ')}
        </p>
      )}
      <div aria-busy={isBehind} aria-labelledby={tabIdOf(panelId, shownId)} id={panelId} role="tabpanel">
        {chosen === undefined ? (
          <MasterPanel channels={channels} onOpen={setChosenId} />
        ) : (
          <ChannelPanel asked={asked} key={shownId} row={row} rows={rows} {...chosen} />
        )}
      </div>
    </div>
  )
}
