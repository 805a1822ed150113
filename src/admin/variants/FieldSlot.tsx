'use client'

import { RenderFields, useFormFields } from '@payloadcms/ui'
import { useEffect, useId, useRef } from 'react'

import type { FixableFinding } from '../../domain/writing/channelPreview.ts'
import type { PartCount } from '../../domain/writing/countParts.ts'
import type { Fix } from '../../domain/writing/fix.ts'
import { Findings } from '../preview/Findings.tsx'
import { Count } from './Count.tsx'
import { liveCount } from './liveCount.ts'
import type { RowFields } from './rowFields.ts'
import type { VariantValues } from './useVariantRows.ts'

/** Where a person last wrote. */
export interface Caret {
  end: number
  name: 'firstComment' | 'text' | 'title'
  start: number
}

interface FieldSlotProps {
  /** What the field held when the channel was last asked. */
  asked: unknown
  counts: readonly PartCount[]
  findings: readonly FixableFinding[]
  name: keyof VariantValues
  onCaret: (caret: Caret) => void
  onFix: ((fix: Fix) => void) | undefined
  row: RowFields
  rowIndex: number
}

/** One field of a variant, drawn by Payload, what the channel counts in it and what it would refuse. */
export function FieldSlot({ asked, counts, findings, name, onCaret, onFix, row, rowIndex }: FieldSlotProps) {
  const slot = useRef<HTMLDivElement>(null)
  const countId = useId()
  const parentPath = `${row.path}.${rowIndex}`
  const now = useFormFields(([fields]) => fields[`${parentPath}.${name}`]?.value)
  const fields = row.fields.filter((field) => 'name' in field && field.name === name)

  const describedBy = counts.length > 0 ? countId : null

  useEffect(() => {
    const element = slot.current

    if (element === null) {
      return undefined
    }

    // Some of Payload's inputs come later than their field.
    const watch = new MutationObserver(() => nameInput(element, describedBy))

    nameInput(element, describedBy)
    watch.observe(element, { childList: true, subtree: true })

    return () => watch.disconnect()
  }, [describedBy])

  return (
    <div
      className={`drumbeat-variant__slot drumbeat-variant__slot--${name}`}
      onSelect={({ target }) => {
        if (name === 'title' || name === 'text' || name === 'firstComment') {
          const { selectionEnd, selectionStart } = target as HTMLTextAreaElement

          onCaret({ end: selectionEnd, name, start: selectionStart })
        }
      }}
      ref={slot}
    >
      <RenderFields
        fields={fields}
        forceRender
        margins={false}
        parentIndexPath=""
        parentPath={parentPath}
        parentSchemaPath={row.schemaPath}
        permissions={row.permissions ?? true}
        readOnly={row.isReadOnly}
      />
      {counts.length > 0 && (
        <p className="drumbeat-variant__counts" id={countId}>
          {counts.map((counted) => (
            <Count counted={{ ...counted, count: liveCount({ asked, counted, now }) }} key={counted.part} />
          ))}
        </p>
      )}
      <div aria-live="polite">{findings.length > 0 && <Findings findings={findings} onFix={onFix} />}</div>
    </div>
  )
}

/** Payload draws the input, lets nobody else describe it, and names a list of words only for the eye. */
function nameInput(slot: HTMLElement, describedBy: string | null): void {
  const input = slot.querySelector<HTMLInputElement | HTMLTextAreaElement>('input:not([type=hidden]), textarea')

  if (describedBy !== null) {
    input?.setAttribute('aria-describedby', describedBy)
  }

  if (input?.labels?.length === 0) {
    input.setAttribute('aria-label', slot.querySelector('.field-label')?.textContent ?? '')
  }
}
