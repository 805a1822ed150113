import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { DemoPost } from './demoPost.ts'
import { eventPosts } from './posts/events.ts'
import { ingredientPosts } from './posts/ingredients.ts'
import { makeupPosts } from './posts/makeup.ts'
import { reviewPosts } from './posts/reviews.ts'
import { skincarePosts } from './posts/skincare.ts'

export interface PlannedDemoPost {
  at: Date
  /** Past posts have gone out, armed ones will, planned ones are only a wish. */
  fate: 'armed' | 'past' | 'planned'
  key: string
  post: DemoPost
}

const PAST = 22
const SOON_MINUTES = [1, 2, 5]
const HOURLY = 6
const PLANNED = 4
/** Minutes of the day in Asia/Shanghai at which the community likes to read. */
const HABITS = [7 * 60 + 30, 12 * 60 + 10, 18 * 60 + 30, 20 * 60, 21 * 60 + 30]
const SHANGHAI_OFFSET = 8 * HOUR

/**
 * Lays the posts out over four weeks around now: two weeks that have gone out, one in the next minutes, one in each of
 * the next hours, and two weeks to come, the last of which nobody has armed yet.
 */
export function planCalendar(now: Date): PlannedDemoPost[] {
  const posts = mixColumns([eventPosts, skincarePosts, ingredientPosts, makeupPosts, reviewPosts])
  const today = Math.floor((now.getTime() + SHANGHAI_OFFSET) / DAY) * DAY - SHANGHAI_OFFSET
  const future = posts.length - PAST - SOON_MINUTES.length - HOURLY
  const habit = (index: number): number => (HABITS[index % HABITS.length] ?? 0) * MINUTE

  return posts.map((post, index) => {
    const key = `demo-${String(index + 1).padStart(2, '0')}`
    const soon = index - PAST
    const hourly = soon - SOON_MINUTES.length
    const later = hourly - HOURLY

    if (soon < 0) {
      // From fourteen days ago up to yesterday evening.
      return {
        at: new Date(today - Math.ceil(((PAST - index) * 14) / PAST) * DAY + habit(index)),
        fate: 'past',
        key,
        post,
      }
    }

    if (hourly < 0) {
      return { at: atMinute(now, SOON_MINUTES[soon] ?? 1), fate: 'armed', key, post }
    }

    if (later < 0) {
      return { at: atMinute(now, (hourly + 1) * 60), fate: 'armed', key, post }
    }

    return {
      at: new Date(today + Math.ceil(((later + 1) * 14) / future) * DAY + habit(index)),
      fate: later < future - PLANNED ? 'armed' : 'planned',
      key,
      post,
    }
  })
}

const atMinute = (now: Date, minutes: number): Date =>
  new Date(Math.floor(now.getTime() / 1_000) * 1_000 + minutes * MINUTE)

/** One of each column in turn, so that every day brings something else. */
function mixColumns(columns: readonly (readonly DemoPost[])[]): DemoPost[] {
  const longest = Math.max(...columns.map(({ length }) => length))

  return Array.from({ length: longest }, (_, row) => columns.flatMap((column) => column[row] ?? [])).flat()
}
