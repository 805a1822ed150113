'use client'

import { FieldDescription, FieldError, FieldLabel, useField } from '@payloadcms/ui'
import type { JSONFieldClientComponent } from 'payload'
import { useState } from 'react'

import { useText } from '../text/useText.ts'

/**
 * JSON as plain text.
 *
 * Payload's own field loads its editor from a public network, which a machine without one waits for in vain.
 */
export const JsonField: JSONFieldClientComponent = ({ field, path, readOnly }) => {
  const { disabled, setValue, showError, value } = useField<unknown>({ path })
  const [draft, setDraft] = useState<string | null>(null)
  const { say } = useText()
  const text = draft ?? (value === null || value === undefined ? '' : JSON.stringify(value, null, 2))
  const id = `field-${path.replaceAll('.', '__')}`
  const isBroken = draft !== null && parse(draft) === undefined

  const change = (next: string): void => {
    const parsed = parse(next)

    setDraft(next)

    if (parsed !== undefined) {
      setValue(parsed)
    }
  }

  return (
    <div className={['field-type', 'drumbeat-json', (showError || isBroken) && 'error'].filter(Boolean).join(' ')}>
      <FieldLabel htmlFor={id} label={field.label ?? field.name} path={path} required={field.required ?? false} />
      <div className="field-type__wrap">
        <FieldError path={path} showError={showError} />
        <textarea
          aria-invalid={isBroken || showError}
          disabled={readOnly === true || disabled}
          id={id}
          onBlur={() => !isBroken && setDraft(null)}
          onChange={({ target }) => change(target.value)}
          rows={Math.min(12, Math.max(3, text.split('\n').length))}
          spellCheck={false}
          value={text}
        />
      </div>
      {isBroken && <p className="drumbeat-late">{say('general:brokenJson')}</p>}
      <FieldDescription description={field.admin?.description ?? ''} path={path} />
    </div>
  )
}

/** Undefined for text that is not JSON (yet); null for none. */
function parse(text: string): unknown {
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
