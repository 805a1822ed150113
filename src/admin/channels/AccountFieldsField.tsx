'use client'

import { FieldDescription, FieldLabel, useConfig, useField, useFormFields } from '@payloadcms/ui'
import type { JSONFieldClientComponent } from 'payload'

import type { ChannelKindFields } from '../../domain/accountFields.ts'
import { JsonField } from '../elements/JsonField.tsx'
import { useText } from '../text/useText.ts'
import { AccountInput } from './AccountInput.tsx'

/**
 * The settings or the credentials of a channel as a form: one input per value that its kind describes.
 *
 * A kind that nobody described, and values beyond the described ones, stay as JSON; what is not shown is kept.
 */
export const AccountFieldsField: JSONFieldClientComponent = (props) => {
  const { field, path, readOnly } = props
  const { disabled, setValue, value } = useField<Record<string, unknown> | null>({ path })
  const { language, say } = useText()
  const kind = useFormFields(([fields]) => fields['kind']?.value)
  const fields = useKindFields(kind, field.name)

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
          key={`${String(kind)} ${each.name}`}
          language={language.startsWith('zh') ? 'zh' : 'en'}
          onChange={(next) => setValue({ ...values, [each.name]: next })}
          value={values[each.name]}
        />
      ))}
      {field.name === 'credentials' && <FieldDescription description={say('channel:secretsHelp')} path={path} />}
    </fieldset>
  )
}

function useKindFields(kind: unknown, group: string): ChannelKindFields['credentials'] {
  const { drumbeat } = (useConfig().config.admin.custom ?? {}) as { drumbeat?: { channelKinds?: ChannelKindFields[] } }
  const found = drumbeat?.channelKinds?.find((each) => each.kind === kind)

  return found?.[group === 'credentials' ? 'credentials' : 'settings'] ?? []
}
