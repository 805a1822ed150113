'use client'

import { Button } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'

interface DialogActionsProps {
  isDisabled: boolean
  /** What sending the dialog's form does. */
  label: string
  onClose: () => void
}

/** The end of a dialog's form: what it does, and the way out. */
export function DialogActions({ isDisabled, label, onClose }: DialogActionsProps) {
  const { say } = useText()

  return (
    <div className="drumbeat-actions">
      <Button disabled={isDisabled} margin={false} size="small" type="submit">
        {label}
      </Button>
      <Button buttonStyle="subtle" margin={false} onClick={onClose} size="small" type="button">
        {say('general:close')}
      </Button>
    </div>
  )
}
