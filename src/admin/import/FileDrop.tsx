'use client'

import { Button, Dropzone } from '@payloadcms/ui'
import { useRef } from 'react'

import { useText } from '../text/useText.ts'

interface FileDropProps {
  isBusy: boolean
  onFile: (file: File) => void
}

/** A place to drop a spreadsheet on, and a button that does the same. */
export function FileDrop({ isBusy, onFile }: FileDropProps) {
  const { say } = useText()
  const input = useRef<HTMLInputElement>(null)

  const take = (files: FileList | null): void => {
    const file = files?.[0]

    if (file !== undefined) {
      onFile(file)
    }

    // The same file, mended, can be chosen again.
    if (input.current !== null) {
      input.current.value = ''
    }
  }

  return (
    <Dropzone className="drumbeat-drop" multipleFiles={false} onChange={take}>
      <span>{say('import:drop')}</span>
      <Button disabled={isBusy} margin={false} onClick={() => input.current?.click()} size="small" type="button">
        {say('import:choose')}
      </Button>
      <input
        accept=".xlsx,.csv"
        aria-label={say('import:choose')}
        className="drumbeat-drop__input"
        onChange={({ target }) => take(target.files)}
        ref={input}
        tabIndex={-1}
        type="file"
      />
    </Dropzone>
  )
}
