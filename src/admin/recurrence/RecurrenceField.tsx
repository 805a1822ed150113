'use client'

import { FieldLabel, useField, useFormFields } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'

import { RecurrenceFields } from './RecurrenceFields.tsx'

/** The `recurrence` field of a schedule's own page: fields that write the rule, and what it means. */
export function RecurrenceField({ field, path, readOnly }: TextFieldClientProps) {
  const { setValue, value } = useField<string | null>({ path })
  const publishAt = useFormFields(([fields]) => fields['publishAt']?.value)
  const timeZone = useFormFields(([fields]) => fields['publishAt_tz']?.value)

  return (
    <div className="field-type drumbeat-recurrence-field">
      <FieldLabel label={field.label ?? 'recurrence'} path={path} />
      <RecurrenceFields
        isReadOnly={readOnly === true}
        onChange={setValue}
        publishAt={
          publishAt instanceof Date ? publishAt.toISOString() : typeof publishAt === 'string' ? publishAt : null
        }
        recurrence={typeof value === 'string' && value !== '' ? value : null}
        timeZone={typeof timeZone === 'string' ? timeZone : 'Asia/Shanghai'}
      />
    </div>
  )
}
