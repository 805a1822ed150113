import type { TextField, TextFieldSingleValidation } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { isWebUrl } from '../../src/domain/webUrl.ts'
import { say } from './messages.ts'

interface UrlFieldOptions {
  name: string
  label: Labels
  required?: boolean
}

/** An absolute http or https address. */
export const urlField = ({ name, label, required = false }: UrlFieldOptions): TextField => ({
  name,
  type: 'text',
  label: { ...label },
  required,
  validate: validateUrl,
})

const validateUrl: TextFieldSingleValidation = (value, { req, required }) => {
  if (!value && !required) {
    return true
  }

  return (
    isWebUrl(value ?? '') ||
    say(req, {
      en: 'Give an absolute address that starts with https:// or http://.',
      zh: '请填写以 https:// 或 http:// 开头的完整网址。',
    })
  )
}
