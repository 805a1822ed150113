'use client'

import { useEffect, useEffectEvent } from 'react'

/** Ctrl+Z or ⌘Z takes the last move back; in a field it stays the field's own. */
export function useUndoKey(undo: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).matches('input, textarea, select, [contenteditable]')

    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isTyping) {
      event.preventDefault()
      undo()
    }
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)

    document.addEventListener('keydown', listener)

    return () => document.removeEventListener('keydown', listener)
  }, [])
}
