'use client'

import { FieldDescription, useDocumentInfo, useField, useForm } from '@payloadcms/ui'
import type { ArrayFieldClientComponent } from 'payload'

import { Empty } from '../elements/Empty.tsx'
import { useText } from '../text/useText.ts'
import { VariantsBoard } from './VariantsBoard.tsx'

/** The words of a post for each channel, in the place of Payload's list of rows. */
export const VariantsField: ArrayFieldClientComponent = ({
  field,
  path: givenPath,
  permissions,
  readOnly,
  schemaPath,
}) => {
  const { disabled: isBusy, path } = useField({ hasRows: true, potentiallyStalePath: givenPath })
  const { id } = useDocumentInfo()
  // What Payload gives to fields of its own only: that the person may not save, or another one has the document.
  const { disabled: isClosed, getData } = useForm()
  const { say } = useText()

  return (
    <div className="field-type drumbeat-variants" id={`field-${path.replaceAll('.', '__')}`}>
      <FieldDescription description={say('variant:help')} path={path} />
      {id === undefined ? (
        <Empty>{say('variant:saveFirst')}</Empty>
      ) : (
        <VariantsBoard
          fields={field.fields}
          isReadOnly={readOnly === true || isBusy || isClosed}
          path={path}
          permissions={permissions === true ? true : permissions?.fields}
          postId={String(id)}
          readForm={() => getData()}
          schemaPath={schemaPath ?? field.name}
        />
      )}
    </div>
  )
}
