import type { SelectField } from 'payload'

import type { ScheduleState } from '../../src/domain/publication.ts'
import { choices } from '../fields/choices.ts'

const states = choices<ScheduleState>({
  armed: { en: 'Armed', zh: '已就绪' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
  done: { en: 'Done', zh: '已完成' },
  paused: { en: 'Paused', zh: '已暂停' },
  planned: { en: 'Planned', zh: '计划中' },
})

/** What is asked of a schedule. Done it is once its publications are, so that nobody is offered to say so. */
export const stateField: SelectField = {
  name: 'state',
  type: 'select',
  admin: {
    description: {
      en: 'Planned is a wish; armed means it will go out.',
      zh: '“计划中”只是意向；“已就绪”到点即发布。',
    },
    position: 'sidebar',
  },
  defaultValue: 'planned',
  filterOptions: ({ data }) => states.filter(({ value }) => value !== 'done' || isDone(data)),
  index: true,
  label: { en: 'State', zh: '状态' },
  options: states,
  required: true,
}

const isDone = ({ state }: { state?: ScheduleState }): boolean => state === 'done'
