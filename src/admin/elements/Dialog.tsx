'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

import { hearRefusals, type Refusal } from './refusals.ts'

interface DialogProps {
  children: ReactNode
  onClose: () => void
  title: string
}

/** A question over the page: the browser's own dialog keeps the focus inside and ends with Escape. Says what is refused in it. */
export function Dialog({ children, onClose, title }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  useEffect(() => {
    const dialog = element.current

    dialog?.showModal()

    const hearNoMore = hearRefusals(setRefusal)

    return () => {
      hearNoMore()
      dialog?.close()
    }
  }, [])

  return (
    <dialog
      aria-labelledby={id}
      className="drumbeat-dialog"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      ref={element}
    >
      <h2 className="drumbeat-dialog__title" id={id}>
        {title}
      </h2>
      {refusal !== null && (
        <div className="drumbeat-dialog__refusal" role="alert">
          <strong>{refusal.title}</strong>
          {refusal.reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
      )}
      {children}
    </dialog>
  )
}
