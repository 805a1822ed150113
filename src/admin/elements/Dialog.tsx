'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

interface DialogProps {
  children: ReactNode
  onClose: () => void
  title: string
}

/** A question over the page: the browser's own dialog keeps the focus inside and ends with Escape. */
export function Dialog({ children, onClose, title }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => {
    const dialog = element.current

    dialog?.showModal()

    return () => dialog?.close()
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
      {children}
    </dialog>
  )
}
