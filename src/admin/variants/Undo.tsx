'use client'

import { Button } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'

/** Says what a button did, and takes it back. */
export function Undo({ label, onUndo }: { label: string; onUndo: () => void }) {
  const { say } = useText()

  return (
    <p className="drumbeat-variant__undo" role="status">
      <span>{label}</span>
      <Button buttonStyle="none" margin={false} onClick={onUndo} type="button">
        {say('variant:undo')}
      </Button>
    </p>
  )
}
