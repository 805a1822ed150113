import type { TextField, TextFieldSingleValidation } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'
import { isSlug } from '../../src/domain/slug.ts'
import { say } from './messages.ts'

/** A part of an address that an administrator chooses: required and unique. */
export const slugField = (description: Labels) =>
  ({
    name: 'slug',
    type: 'text',
    admin: { description: { ...description } },
    index: true,
    label: { en: 'Slug', zh: '网址别名' },
    required: true,
    unique: true,
    validate: validateSlug,
  }) satisfies TextField

const validateSlug: TextFieldSingleValidation = (value, { req }) =>
  isSlug(value ?? '') ||
  say(req, {
    en: 'Use lower-case letters, digits and single hyphens, such as brand-feed.',
    zh: '只能包含小写字母、数字和单个连字符，例如 brand-feed。',
  })
