'use client'

import { useState } from 'react'

import type { ProgressItem, ReleaseProgress } from '../../domain/release/board.ts'
import type { ReleaseReport } from '../../domain/release/report.ts'
import { useText } from '../text/useText.ts'
import { ReleaseRow } from './ReleaseRow.tsx'
import { reorder, withoutItem } from './reorder.ts'
import { useItemTitle } from './useItemTitle.ts'

interface ReleaseListProps {
  isBusy: boolean
  mayEdit: boolean
  onChange: (items: readonly ProgressItem[], done?: string) => Promise<boolean>
  progress: ReleaseProgress
  report: null | ReleaseReport
}

/** The items in their order; moved by dragging, or by the arrow keys on their handle. */
export function ReleaseList({ isBusy, mayEdit, onChange, progress: { items }, report }: ReleaseListProps) {
  const { say } = useText()
  const titleOf = useItemTitle()
  const [dragged, setDragged] = useState<null | number>(null)
  const [over, setOver] = useState<null | number>(null)
  const [told, setTold] = useState('')

  const move = async (from: number, to: number): Promise<void> => {
    const item = items[from]

    if (item === undefined || to < 0 || to >= items.length || from === to || isBusy) {
      return
    }

    const moved = say('release:moved', { count: items.length, place: to + 1, title: titleOf(item) })

    if (await onChange(reorder(items, { from, to }), moved)) {
      setTold(moved)
    }
  }

  return (
    <>
      <ol className="drumbeat-release__list">
        {items.map((item, index) => (
          <li
            className={over === index && dragged !== null && dragged !== index ? 'drumbeat-release__target' : ''}
            key={item.key}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDragOver={(event) => {
              if (dragged !== null) {
                event.preventDefault()
                setOver(index)
              }
            }}
            onDrop={(event) => {
              event.preventDefault()

              if (dragged !== null) {
                void move(dragged, index)
              }
            }}
          >
            <ReleaseRow
              isBusy={isBusy}
              item={item}
              items={items}
              mayEdit={mayEdit}
              number={index + 1}
              onDrag={() => setDragged(index)}
              onMove={(by) => void move(index, index + by)}
              onRemove={() => void onChange(withoutItem(items, item.key), say('release:removed'))}
              onSet={(changes) =>
                void onChange(items.map((each) => (each.key === item.key ? { ...each, ...changes } : each)))
              }
              reasons={report?.items.find(({ key }) => key === item.key)?.reasons ?? []}
            />
          </li>
        ))}
      </ol>
      <p aria-live="polite" className="drumbeat-release__told">
        {told}
      </p>
    </>
  )
}
