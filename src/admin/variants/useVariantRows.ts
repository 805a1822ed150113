'use client'

import { useForm, useFormFields } from '@payloadcms/ui'
import type { FormState } from 'payload'

import type { VariantChange } from '../../domain/writing/fix.ts'

/** All that a row holds besides its channel; `basis` names the state of the master that it was written from. */
export interface VariantValues extends Required<VariantChange> {
  basis: string
}

export interface VariantRows {
  /** Puts values into a row as if they had been typed. */
  change: (index: number, values: Partial<VariantValues>) => void
  /** What a row holds now. */
  read: (index: number) => VariantValues
  /** Which row belongs to a channel; null for none. */
  find: (channelId: string) => number | null
  remove: (index: number) => void
  start: (channelId: string, values: VariantValues) => void
}

/** The rows of `variants` in the form, by channel; whatever they hold is saved with the form. */
export function useVariantRows(path: string, schemaPath: string): VariantRows {
  const { addFieldRow, dispatchFields, getField, removeFieldRow, setModified } = useForm()
  // One text, so that the page is drawn again only when a row comes or goes.
  const channels = useFormFields(([fields]) =>
    (fields[path]?.rows ?? []).map((_row, index) => idOf(fields[`${path}.${index}.channel`]?.value)).join(' '),
  ).split(' ')

  return {
    change(index, values) {
      dispatchFields({
        formState: Object.fromEntries(
          Object.entries(values).map(([name, value]) => {
            const field = `${path}.${index}.${name}`

            return [field, { ...getField(field), isModified: true, value }]
          }),
        ),
        type: 'UPDATE_MANY',
      })
      setModified(true)
    },
    find(channelId) {
      const index = channels.indexOf(channelId)

      return index === -1 ? null : index
    },
    read(index) {
      const at = (name: keyof VariantValues): unknown => getField(`${path}.${index}.${name}`)?.value

      return {
        basis: wordsIn(at('basis')),
        firstComment: wordsIn(at('firstComment')),
        media: listIn(at('media')),
        mentions: listIn(at('mentions')),
        text: wordsIn(at('text')),
        title: wordsIn(at('title')),
        topics: listIn(at('topics')),
      }
    },
    remove: (rowIndex) => removeFieldRow({ path, rowIndex }),
    start: (channelId, values) => addFieldRow({ path, schemaPath, subFieldState: rowState(channelId, values) }),
  }
}

const rowState = (channel: string, values: VariantValues): FormState =>
  Object.fromEntries(
    Object.entries({ channel, ...values }).map(([name, value]) => [
      name,
      { initialValue: value, passesCondition: true, valid: true, value },
    ]),
  )

const wordsIn = (value: unknown): string => (typeof value === 'string' ? value : '')

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(idOf) : [])

/** The form holds ids, or documents where it has been given some. */
function idOf(value: unknown): string {
  const id: unknown = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value

  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
