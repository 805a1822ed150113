'use client'

import { useFormFields } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'

/** Which credentials are stored; their values never leave the server. */
export function CredentialsState() {
  const { say } = useText()
  const value = useFormFields(([fields]) => fields['credentials']?.value)
  const names = value !== null && typeof value === 'object' ? Object.keys(value) : []

  return (
    <div>
      <dt>{say('channel:credentials')}</dt>
      <dd>
        {names.length === 0 ? say('channel:credentialsNone') : `${names.join(', ')}: ${say('channel:credentialsSet')}`}
      </dd>
    </div>
  )
}
