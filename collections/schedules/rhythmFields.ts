import type { Field } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'
import type { OnQuiet } from '../../src/domain/rhythm/channelRhythm.ts'
import { choices } from '../fields/choices.ts'

/** How a schedule bears with the rhythm of its channels. */
export const scheduleRhythmFields: Field[] = [
  {
    name: 'onQuiet',
    type: 'select',
    admin: {
      description: {
        en: 'In quiet hours, in a blackout, too close to another publication, or on a full day.',
        zh: '遇到静默时段、静默日期、间隔不足或当日已满时。',
      },
      position: 'sidebar',
    },
    defaultValue: 'move',
    label: { en: 'At a time that is not allowed', zh: '时间不允许发布时' },
    options: choices<OnQuiet>({
      block: { en: 'Block, with the reason', zh: '拦截并说明原因' },
      move: { en: 'Move to the next allowed time', zh: '顺延到下一个允许的时间' },
    }),
    required: true,
  },
  {
    name: 'slot',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    index: true,
    label: { en: 'Slot of the queue', zh: '队列时段' },
  },
]
