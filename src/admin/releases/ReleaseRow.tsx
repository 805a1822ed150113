'use client'

import { Button, Link } from '@payloadcms/ui'

import type { ProgressItem } from '../../domain/release/board.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import type { ReleaseReport } from '../../domain/release/report.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { Dependencies } from './Dependencies.tsx'
import { ItemPublications } from './ItemPublications.tsx'
import { ItemState } from './ItemState.tsx'
import { ItemTime } from './ItemTime.tsx'
import { Reasons } from './Reasons.tsx'
import type { SetItem } from './setItem.ts'
import { useItemTitle } from './useItemTitle.ts'

interface ReleaseRowProps {
  isBusy: boolean
  item: ProgressItem
  items: readonly ProgressItem[]
  mayEdit: boolean
  number: number
  onDrag: () => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onSet: SetItem
  reasons: ReleaseReport['reasons']
}

/** One item: its handle, what it does and when, what it waits for, how it stands, and what speaks against it. */
export function ReleaseRow(props: ReleaseRowProps) {
  const { isBusy, item, items, mayEdit, number, onDrag, onMove, onRemove, onSet, reasons } = props
  const { language, say } = useText()
  const { admin } = useUrls()
  const titleOf = useItemTitle()
  const title = titleOf(item)

  return (
    <div className="drumbeat-release__item">
      {mayEdit ? (
        <button
          aria-label={`${number} ${say('release:move', { title })}`}
          className="drumbeat-release__handle"
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', item.key)
            onDrag()
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
              event.preventDefault()
              onMove(event.key === 'ArrowUp' ? -1 : 1)
            }
          }}
          type="button"
        >
          <span aria-hidden>⠿</span> {number}
        </button>
      ) : (
        <span className="drumbeat-release__number">{number}</span>
      )}
      <div className="drumbeat-release__what">
        <Link href={admin(`/collections/${item.subject.slug}/${item.subject.id}`)}>{title}</Link>
        {item.channels.length > 0 && item.publications.length === 0 && (
          <span className="drumbeat-muted">{item.channels.join(' · ')}</span>
        )}
        <ItemTime isDisabled={!mayEdit || isBusy} item={item} onSet={onSet} />
        <Dependencies isDisabled={!mayEdit || isBusy} item={item} items={items} onSet={onSet} />
        {item.error !== null && <span className="drumbeat-error">{sayReason(item.error, language)}</span>}
        <Reasons reasons={reasons} />
        <ItemPublications publications={item.publications} />
      </div>
      <div className="drumbeat-release__side">
        <ItemState item={item} />
        {mayEdit && (
          <Button
            aria-label={say('release:remove', { title })}
            buttonStyle="icon-label"
            disabled={isBusy}
            icon="x"
            margin={false}
            onClick={onRemove}
            round
            size="small"
            type="button"
          />
        )}
      </div>
    </div>
  )
}
