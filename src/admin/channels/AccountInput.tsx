'use client'

import { useState } from 'react'

import type { AccountField, Labels } from '../../domain/channelAdapter.ts'
import { SECRET_MASK } from '../../domain/secretPatch.ts'

export interface AccountInputProps {
  field: AccountField
  isDisabled: boolean
  isSecret: boolean
  language: keyof Labels
  onChange: (value: boolean | number | string | undefined) => void
  value: unknown
}

/** One value of an account with its help; a stored secret shows only that it is there, and stays unless something is typed. */
export function AccountInput({ field, isDisabled, isSecret, language, onChange, value }: AccountInputProps) {
  const id = `account-${field.name}`
  const help = `${id}-help`
  const shared = { 'aria-describedby': help, 'aria-required': field.required, disabled: isDisabled, id }

  return (
    <div className="drumbeat-field">
      <label htmlFor={id}>
        {field.label[language]}
        {field.required && <span className="required">*</span>}
      </label>
      {isSecret ? (
        <SecretInput {...shared} isStored={value === SECRET_MASK} onChange={onChange} />
      ) : field.type === 'boolean' ? (
        <input
          {...shared}
          checked={value === undefined || value === null ? field.default === true : value === true}
          onChange={({ target }) => onChange(target.checked)}
          type="checkbox"
        />
      ) : field.type === 'select' ? (
        <select
          {...shared}
          onChange={({ target }) => onChange(target.value || undefined)}
          value={textOf(value ?? field.default)}
        >
          <option value="" />
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label[language]}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          inputMode={field.type === 'url' ? 'url' : field.type === 'number' ? 'numeric' : 'text'}
          onChange={({ target }) => onChange(read(target.value, field))}
          placeholder={textOf(field.default)}
          spellCheck={false}
          type="text"
          value={textOf(value)}
        />
      )}
      <p className="drumbeat-muted" id={help}>
        {field.help[language]}
      </p>
    </div>
  )
}

interface SecretInputProps {
  'aria-describedby': string
  'aria-required': boolean
  disabled: boolean
  id: string
  isStored: boolean
  onChange: (value: string) => void
}

/** An empty text means that the stored one stays: it goes back as the mask. */
function SecretInput({ 'aria-required': isRequired, isStored, onChange, ...rest }: SecretInputProps) {
  const [wasStored] = useState(isStored)
  const [typed, setTyped] = useState('')

  return (
    <input
      {...rest}
      aria-required={isRequired && !wasStored}
      autoComplete="new-password"
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(target.value === '' && wasStored ? SECRET_MASK : target.value)
      }}
      placeholder={isStored || wasStored ? SECRET_MASK : ''}
      type="password"
      value={typed}
    />
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** A number stays a text while it is none, so that the server can say so. */
const read = (text: string, { type }: AccountField): number | string | undefined =>
  text === '' ? undefined : type === 'number' && Number.isFinite(Number(text)) ? Number(text) : text
