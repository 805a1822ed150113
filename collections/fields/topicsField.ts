import type { TextField } from 'payload'

import type { Labels } from '../../src/domain/labels.ts'
import { toTopic } from '../../src/domain/topic.ts'
import { normaliseEach } from './normaliseEach.ts'

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
    hooks: { beforeValidate: [normaliseEach(toTopic)] },
    label: { en: 'Topics', zh: '话题标签' },
    maxLength: 64,
  }) satisfies TextField
