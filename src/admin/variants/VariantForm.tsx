'use client'

import { useRef } from 'react'

import type { ChannelPreview, FixableFinding } from '../../domain/writing/channelPreview.ts'
import type { PartCount } from '../../domain/writing/countParts.ts'
import type { Fix } from '../../domain/writing/fix.ts'
import type { PreviewForm } from '../preview/usePreviews.ts'
import { useText } from '../text/useText.ts'
import { addTopics } from './addTopics.ts'
import { type Caret, FieldSlot } from './FieldSlot.tsx'
import { insertAt } from './insertAt.ts'
import { InsertMenu } from './InsertMenu.tsx'
import { PartedBanner } from './PartedBanner.tsx'
import type { RowFields } from './rowFields.ts'
import type { VariantRows, VariantValues } from './useVariantRows.ts'

interface VariantFormProps {
  asked: PreviewForm
  onChange: (values: Partial<VariantValues>, label: string) => void
  onFix: ((fix: Fix) => void) | undefined
  preview: ChannelPreview
  row: RowFields
  rowIndex: number
  rows: VariantRows
}

/** The fields of a row in the order of writing, each with what the channel counts in it. */
const SLOTS: readonly { name: keyof VariantValues; parts: readonly PartCount['part'][] }[] = [
  { name: 'title', parts: ['title'] },
  { name: 'text', parts: ['text', 'caption', 'excerpt'] },
  { name: 'media', parts: ['images', 'videos', 'media'] },
  { name: 'firstComment', parts: ['firstComment'] },
  { name: 'topics', parts: ['topics'] },
  { name: 'mentions', parts: [] },
]

/** The field that a finding is shown at; the text, where it speaks of the whole. */
const slotOf = ({ path }: FixableFinding): keyof VariantValues =>
  SLOTS.find(({ name }) => name === path)?.name ?? 'text'

/** Own words for one channel, with Payload's own fields. */
export function VariantForm({ asked, onChange, onFix, preview, row, rowIndex, rows }: VariantFormProps) {
  const { say } = useText()
  const lastCaret = useRef<Caret | null>(null)

  const insert = (text: string): void => {
    const name = lastCaret.current?.name ?? 'text'
    const next = insertAt({ caret: lastCaret.current, text, value: rows.read(rowIndex)[name] })

    rows.change(rowIndex, { [name]: next.value })
    lastCaret.current = { end: next.caret, name, start: next.caret }
    // After React has put the new text in.
    setTimeout(() => placeCaret(`field-${row.path}__${rowIndex}__${name}`, next.caret))
  }

  return (
    <>
      {preview.parted === true && (
        <PartedBanner
          isReadOnly={row.isReadOnly}
          master={preview.master}
          onChange={onChange}
          readVariant={() => rows.read(rowIndex)}
        />
      )}
      {!row.isReadOnly && (
        <InsertMenu
          channelId={preview.channel.id}
          onInsert={insert}
          onTopics={(topics, label) =>
            onChange(
              { topics: addTopics(topicsOf(rows.read(rowIndex), preview), topics) },
              say('variant:did', { what: label }),
            )
          }
          variables={preview.variables}
        />
      )}
      {SLOTS.map(({ name, parts }) => (
        <FieldSlot
          asked={readAsked(asked, row.path, preview.channel.id)?.[name]}
          counts={preview.counts.filter(({ count, max, part }) => parts.includes(part) && count + max > 0)}
          findings={preview.findings.filter((finding) => slotOf(finding) === name)}
          key={name}
          name={name}
          onCaret={(caret) => {
            lastCaret.current = caret
          }}
          onFix={onFix}
          row={row}
          rowIndex={rowIndex}
        />
      ))}
    </>
  )
}

/** A variant without topics has those of the post; what is added joins them. */
const topicsOf = ({ topics }: VariantValues, { master }: ChannelPreview): string[] =>
  topics.length > 0 ? topics : master.topics

function placeCaret(id: string, at: number): void {
  const input = document.getElementById(id)

  if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) {
    input.focus()
    input.setSelectionRange(at, at)
  }
}

/** The row of a channel as the server was asked about it. */
const readAsked = (asked: PreviewForm, path: string, channelId: string): Record<string, unknown> | undefined =>
  (Array.isArray(asked[path]) ? (asked[path] as Record<string, unknown>[]) : []).find(
    ({ channel }) => channel === channelId,
  )
