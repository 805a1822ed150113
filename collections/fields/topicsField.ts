import type { TextField } from 'payload'

import type { Labels } from '../../src/domain/labels.ts'
import { toTopic } from '../../src/domain/topic.ts'

export interface TopicsFieldArgs {
  description: Labels
}

/** Topics by name; a # that was typed with one is taken off. */
export const topicsField = ({ description }: TopicsFieldArgs) =>
  ({
    name: 'topics',
    type: 'text',
    admin: { description: { ...description } },
    hasMany: true,
    hooks: { beforeValidate: [({ value }) => toTopics(value)] },
    label: { en: 'Topics', zh: '话题标签' },
    maxLength: 64,
  }) satisfies TextField

const toTopics = (value: unknown): unknown =>
  Array.isArray(value)
    ? [...new Set(value.map((one: unknown) => (typeof one === 'string' ? toTopic(one) : one)))].filter(
        (one) => one !== '',
      )
    : value
