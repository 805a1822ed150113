import type { RenderFields } from '@payloadcms/ui'
import type { ComponentProps } from 'react'

type RenderFieldsProps = ComponentProps<typeof RenderFields>

/** What Payload needs to draw the fields of a row. */
export interface RowFields {
  fields: RenderFieldsProps['fields']
  isReadOnly: boolean
  /** Of the array. */
  path: string
  permissions: RenderFieldsProps['permissions'] | undefined
  schemaPath: string
}
