import { zh as calendar } from './calendar.ts'
import { zh as channels } from './channels.ts'
import { zh as dashboard } from './dashboard.ts'
import { zh as figures } from './figures.ts'
import { zh as general } from './general.ts'
import { zh as importing } from './import.ts'
import { zh as media } from './media.ts'
import { zh as operations } from './operations.ts'
import { zh as post } from './post.ts'
import { zh as preview } from './preview.ts'
import { zh as publications } from './publications.ts'
import { zh as releases } from './releases.ts'
import { zh as rhythm } from './rhythm.ts'
import { zh as recurrence } from './recurrence.ts'
import { zh as schedules } from './schedules.ts'
import { zh as tasks } from './tasks.ts'
import { zh as variants } from './variants.ts'
import { zh as worklist } from './worklist.ts'
import type { en } from './en.ts'

/** 鼓点自己的全部界面文字。 */
export const zh: typeof en = {
  ...calendar,
  ...channels,
  ...dashboard,
  ...figures,
  ...general,
  ...importing,
  ...media,
  ...operations,
  ...post,
  ...preview,
  ...publications,
  ...releases,
  ...rhythm,
  ...recurrence,
  ...schedules,
  ...tasks,
  ...variants,
  ...worklist,
}
