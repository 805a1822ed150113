import { REHEARSED_KINDS, type Rehearsed } from './rehearseOnePost.ts'

export interface Shot {
  /** Selectors of what is clicked, one after the other, before the picture is taken. */
  clicks?: string[]
  colorScheme: 'dark' | 'light'
  /** Selector of the part that is shown; the whole page unless given. */
  element?: string
  heightPx: number
  language: 'en' | 'zh'
  name: string
  path: string
  /** Selector of what must be on the page before the picture is taken. */
  shows: string
  /** The README's own unless given. */
  widthPx?: number
}

/** The pictures of docs/channels.md: one post on the phones of several accounts, and on that of the person who publishes it by hand. */
export const listRehearsalShots = ({ taskId }: Rehearsed): Shot[] => [
  ...REHEARSED_KINDS.map((kind): Shot => ({
    clicks: ['.card h2 a'],
    colorScheme: 'light',
    element: '.phone',
    heightPx: 1_000,
    language: 'zh',
    name: `rehearsal-${kind}`,
    path: `/sandbox/accounts/docs-${kind}`,
    shows: '.card',
  })),
  {
    colorScheme: 'light',
    heightPx: 1_180,
    language: 'zh',
    name: 'task-phone',
    path: `/admin/collections/publications/${taskId}/task`,
    shows: '.drumbeat-task__steps',
    widthPx: 390,
  },
]

export interface Shown {
  /** The phone of the sandbox. */
  account: string
  /** The post whose publishing tab is shown. */
  postId: string
  /** A post with words of its own for a channel. */
  variedId: string
}

/** The README's pictures. */
export const listShots = ({ account, postId, variedId }: Shown): Shot[] => [
  {
    colorScheme: 'light',
    heightPx: 1_010,
    language: 'zh',
    name: 'dashboard-zh-light',
    path: '/admin',
    shows: '.drumbeat-rows',
  },
  {
    colorScheme: 'dark',
    heightPx: 1_010,
    language: 'en',
    name: 'dashboard-en-dark',
    path: '/admin',
    shows: '.drumbeat-rows',
  },
  {
    colorScheme: 'light',
    heightPx: 980,
    language: 'zh',
    name: 'post-zh-light',
    path: `/admin/collections/posts/${postId}/publishing`,
    shows: '.drumbeat-row--schedule',
  },
  {
    clicks: ['.tabs-field__tab-button:nth-child(2)', '[role=tab]:has(.drumbeat-tabs__dot)'],
    colorScheme: 'light',
    heightPx: 980,
    language: 'zh',
    name: 'variant-zh-light',
    path: `/admin/collections/posts/${variedId}`,
    shows: '.tabs-field__tab-button',
  },
  {
    clicks: ['.drumbeat-presets a:nth-child(2)'],
    colorScheme: 'light',
    heightPx: 860,
    language: 'zh',
    name: 'publications-zh-light',
    path: '/admin/collections/publications',
    shows: '.drumbeat-presets',
  },
  {
    colorScheme: 'light',
    heightPx: 960,
    language: 'zh',
    name: 'sandbox',
    path: `/sandbox/accounts/${account}`,
    shows: '.log',
  },
  {
    colorScheme: 'light',
    heightPx: 980,
    language: 'zh',
    name: 'calendar-zh-light',
    path: '/admin/calendar',
    shows: '.drumbeat-entry',
  },
  {
    colorScheme: 'dark',
    heightPx: 980,
    language: 'en',
    name: 'calendar-en-dark',
    path: '/admin/calendar',
    shows: '.drumbeat-entry',
  },
  {
    colorScheme: 'light',
    heightPx: 480,
    language: 'zh',
    name: 'import-zh-light',
    path: '/admin/import',
    shows: '.drumbeat-drop',
  },
]
