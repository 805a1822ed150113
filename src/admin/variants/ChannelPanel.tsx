'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'
import type { Fix } from '../../domain/writing/fix.ts'
import { ModePill } from '../elements/ModePill.tsx'
import { ChannelLook } from '../preview/ChannelLook.tsx'
import { FindingCount } from '../preview/FindingCount.tsx'
import type { PreviewForm } from '../preview/usePreviews.ts'
import { useText } from '../text/useText.ts'
import { Following } from './Following.tsx'
import type { RowFields } from './rowFields.ts'
import { Undo } from './Undo.tsx'
import type { VariantRows, VariantValues } from './useVariantRows.ts'
import { VariantForm } from './VariantForm.tsx'
import { VariantPill } from './VariantPill.tsx'
import type { VariantState } from './variantState.ts'

interface ChannelPanelProps {
  asked: PreviewForm
  preview: ChannelPreview
  row: RowFields
  rowIndex: number | null
  rows: VariantRows
  state: VariantState
}

/** What was last done by a button, and the values before it; null values where there was no variant. */
interface LastAct {
  before: VariantValues | null
  label: string
}

/** One channel: its words at the left, the phone at the right. */
export function ChannelPanel({ asked, preview, row, rowIndex, rows, state }: ChannelPanelProps) {
  const { say } = useText()
  const [lastAct, setLastAct] = useState<LastAct | null>(null)
  const { channel, master } = preview
  const { hash, ...words } = master
  const fromMaster: VariantValues = { basis: hash, firstComment: '', mentions: [], ...words }

  const change = (values: Partial<VariantValues>, label: string): void => {
    setLastAct({ before: rowIndex === null ? null : rows.read(rowIndex), label })

    if (rowIndex === null) {
      rows.start(channel.id, { ...fromMaster, ...values })
    } else {
      rows.change(rowIndex, values)
    }
  }

  const follow = (index: number): void => {
    setLastAct({ before: rows.read(index), label: say('variant:followed') })
    rows.remove(index)
  }

  const undo = ({ before }: LastAct): void => {
    setLastAct(null)

    if (before === null) {
      if (rowIndex !== null) {
        rows.remove(rowIndex)
      }
    } else if (rowIndex === null) {
      rows.start(channel.id, before)
    } else {
      rows.change(rowIndex, before)
    }
  }

  const fix = row.isReadOnly
    ? undefined
    : ({ change: values, label }: Fix) => change(values, say('variant:did', { what: label }))

  return (
    <section aria-label={channel.name} className="drumbeat-variant">
      <header className="drumbeat-variant__header">
        <VariantPill state={state} />
        {channel.mode !== 'live' && <ModePill mode={channel.mode} />}
        <FindingCount findings={preview.findings} />
        {rowIndex !== null && !row.isReadOnly && (
          <Button
            buttonStyle="none"
            className="drumbeat-variant__follow"
            margin={false}
            onClick={() => follow(rowIndex)}
            type="button"
          >
            {say('variant:follow')}
          </Button>
        )}
      </header>
      {lastAct !== null && <Undo label={lastAct.label} onUndo={() => undo(lastAct)} />}
      <div className="drumbeat-variant__columns">
        <div className="drumbeat-variant__words">
          {rowIndex === null ? (
            <Following
              isReadOnly={row.isReadOnly}
              onFix={fix}
              onStart={() => change({}, say('variant:started'))}
              preview={preview}
            />
          ) : (
            <VariantForm
              asked={asked}
              onChange={change}
              onFix={fix}
              preview={preview}
              row={row}
              rowIndex={rowIndex}
              rows={rows}
            />
          )}
        </div>
        <div className="drumbeat-variant__look">
          <ChannelLook channel={channel} html={preview.html} parts={preview.parts} rendered={preview.rendered} />
        </div>
      </div>
    </section>
  )
}
