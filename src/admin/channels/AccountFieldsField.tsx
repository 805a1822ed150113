'use client'

import { FieldDescription, FieldLabel, useField } from '@payloadcms/ui'
import type { JSONFieldClientComponent } from 'payload'

import { JsonField } from '../elements/JsonField.tsx'
import { useText } from '../text/useText.ts'
import { AccountInput } from './AccountInput.tsx'
import { useKind } from './useKind.ts'

/**
 * The settings or the credentials of a channel as a form: one input per value that its kind describes.
 *
 * A kind that nobody described, and values beyond the described ones, stay as JSON; what is not shown is kept.
 */
export const AccountFieldsField: JSONFieldClientComponent = (props) => {
  const { field, path, readOnly } = props
  const { disabled, setValue, value } = useField<Record<string, unknown> | null>({ path })
  const { language, say } = useText()
  const kind = useKind()
  const fields = kind?.[field.name === 'credentials' ? 'credentials' : 'settings'] ?? []

  if (fields.length === 0) {
    return field.name === 'credentials' ? null : <JsonField {...props} />
  }

  const values = value ?? {}

  return (
    <fieldset className="field-type drumbeat-account">
      <FieldLabel as="span" label={field.label ?? field.name} path={path} />
      {fields.map((each) => (
        <AccountInput
          field={each}
          isDisabled={readOnly === true || disabled}
          isSecret={field.name === 'credentials'}
          key={`${kind?.kind} ${each.name}`}
          language={language.startsWith('zh') ? 'zh' : 'en'}
          onChange={(next) => setValue({ ...values, [each.name]: next })}
          value={values[each.name]}
        />
      ))}
      {field.name === 'credentials' && <FieldDescription description={say('channel:secretsHelp')} path={path} />}
    </fieldset>
  )
}
