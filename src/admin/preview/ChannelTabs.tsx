'use client'

import { type ReactNode, useRef } from 'react'

import { findTab } from './tabKeys.ts'

export interface ChannelTab {
  /** Stands behind the name. */
  badge?: ReactNode
  id: string
  name: string
}

interface ChannelTabsProps {
  chosenId: string
  label: string
  onChoose: (id: string) => void
  /** Id of the one panel that all tabs open. */
  panelId: string
  tabs: readonly ChannelTab[]
}

/** The id of a tab, for the panel that it names. */
export const tabIdOf = (panelId: string, id: string): string => `${panelId}-tab-${id}`

/** Tabs of channels; where the room does not do for them, a list to choose from takes their place. */
export function ChannelTabs({ chosenId, label, onChoose, panelId, tabs }: ChannelTabsProps) {
  const list = useRef<HTMLDivElement>(null)

  const follow = (key: string, index: number): boolean => {
    const next = findTab({ count: tabs.length, index, key })
    const tab = next === null ? undefined : tabs[next]

    if (next === null || tab === undefined) {
      return false
    }

    onChoose(tab.id)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()

    return true
  }

  return (
    <div className="drumbeat-tabs" data-many={tabs.length > 3}>
      <div aria-label={label} className="drumbeat-tabs__list" ref={list} role="tablist">
        {tabs.map(({ badge, id, name }, index) => (
          <button
            aria-controls={panelId}
            aria-selected={id === chosenId}
            id={tabIdOf(panelId, id)}
            key={id}
            onClick={() => onChoose(id)}
            onKeyDown={(event) => {
              if (follow(event.key, index)) {
                event.preventDefault()
              }
            }}
            role="tab"
            tabIndex={id === chosenId ? 0 : -1}
            type="button"
          >
            {name}
            {badge}
          </button>
        ))}
      </div>
      <select
        aria-label={label}
        className="drumbeat-tabs__select"
        onChange={({ target }) => onChoose(target.value)}
        value={chosenId}
      >
        {tabs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
