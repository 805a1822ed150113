import { en as calendar } from './calendar.ts'
import { en as channels } from './channels.ts'
import { en as dashboard } from './dashboard.ts'
import { en as figures } from './figures.ts'
import { en as general } from './general.ts'
import { en as importing } from './import.ts'
import { en as media } from './media.ts'
import { en as operations } from './operations.ts'
import { en as post } from './post.ts'
import { en as preview } from './preview.ts'
import { en as publications } from './publications.ts'
import { en as releases } from './releases.ts'
import { en as rhythm } from './rhythm.ts'
import { en as recurrence } from './recurrence.ts'
import { en as schedules } from './schedules.ts'

import { en as tasks } from './tasks.ts'
import { en as variants } from './variants.ts'
import { en as worklist } from './worklist.ts'

/** Every text of Drumbeat's own views, in English; `zh` has the same keys. An area's texts stand in its own file. */
export const en = {
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
