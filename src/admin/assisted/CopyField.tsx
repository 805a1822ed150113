'use client'

import { Button, toast } from '@payloadcms/ui'
import { useId, useRef } from 'react'

import type { PackText } from '../../domain/assisted/pack.ts'
import { sayCount } from '../../domain/writing/sayCount.ts'
import { useText } from '../text/useText.ts'

interface CopyFieldProps {
  count?: PackText['count']
  isShort?: boolean
  label: string
  text: string
}

/** A text to copy, with how long it is for the platform. */
export function CopyField({ count = null, isShort = false, label, text }: CopyFieldProps) {
  const { language, say } = useText()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)

  const copy = async (): Promise<void> => {
    if (await copyText(text, field.current)) {
      toast.success(say('task:copied', { label }))
    } else {
      toast.error(say('task:copyByHand'))
    }
  }

  return (
    <div className="drumbeat-task__copy">
      <label htmlFor={id}>{label}</label>
      {count !== null && (
        <span className={count.count > count.max ? 'drumbeat-error' : 'drumbeat-muted'}>
          {sayCount(count, language)}
        </span>
      )}
      <textarea
        id={id}
        readOnly
        ref={field}
        rows={isShort ? 2 : Math.min(12, text.split('\n').length + 1)}
        value={text}
      />
      <Button
        aria-label={`${say('task:copy')}: ${label}`}
        buttonStyle="primary"
        margin={false}
        onClick={() => void copy()}
        size="medium"
        type="button"
      >
        {say('task:copy')}
      </Button>
    </div>
  )
}

/** Browsers open the clipboard to secure pages only; elsewhere the selected text is copied as one would by hand. */
async function copyText(text: string, field: HTMLTextAreaElement | null): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined
  const isDone = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  )

  if (isDone === true || field === null) {
    return isDone === true
  }

  field.focus()
  field.select()

  return document.execCommand('copy')
}
