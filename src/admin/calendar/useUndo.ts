'use client'

import { toast } from '@payloadcms/ui'
import { useCallback, useRef, useState } from 'react'

import { SECOND } from '../../domain/duration.ts'
import { forgetRefused, sayRefused } from '../elements/refusals.ts'
import { reasonsOf } from '../requests/requestJson.ts'
import { useText } from '../text/useText.ts'

/** What takes an act back. */
export interface WayBack {
  /** What a person should know of it, and before they take it back. */
  note?: string
  takeBack: () => Promise<unknown>
}

export interface Undoing {
  isBusy: boolean
  /** Runs an act, says how it went, and offers its way back; true when it went through. */
  run: (act: () => Promise<WayBack | null>, texts: { done: string; failed: string }) => Promise<boolean>
  /** Takes the last act back. */
  undo: () => void
}

/** Acts that can be taken back: each by the toast that tells of it, the last one by a key as well. */
export function useUndo(onChanged: () => void): Undoing {
  const { say } = useText()
  const [isBusy, setIsBusy] = useState(false)
  const last = useRef<(() => void) | null>(null)

  const undo = useCallback(() => last.current?.(), [])

  const goBack = async (takeBack: WayBack['takeBack']): Promise<void> => {
    try {
      await takeBack()
      toast.success(say('calendar:undone'))
    } catch (error) {
      sayRefused({ reasons: reasonsOf(error), title: say('calendar:notUndone') }, UNDO_MS)
    } finally {
      onChanged()
    }
  }

  const offer = ({ note, takeBack }: WayBack, done: string): void => {
    let isTaken = false

    const undoThis = (): void => {
      if (isTaken) {
        return
      }

      isTaken = true
      last.current = last.current === undoThis ? null : last.current
      toast.dismiss(shown)
      void goBack(takeBack)
    }
    const shown = toast.success(done, {
      action: { label: say('calendar:undo'), onClick: undoThis },
      description: note,
      duration: UNDO_MS,
    })

    last.current = undoThis
  }

  return {
    isBusy,
    run: async (act, { done, failed }) => {
      setIsBusy(true)
      forgetRefused()

      try {
        const back = await act()

        if (back === null) {
          last.current = null
          toast.success(done, { duration: UNDO_MS })
        } else {
          offer(back, done)
        }

        return true
      } catch (error) {
        sayRefused({ reasons: reasonsOf(error), title: failed }, UNDO_MS)

        return false
      } finally {
        setIsBusy(false)
        onChanged()
      }
    },
    undo,
  }
}

const UNDO_MS = 10 * SECOND
