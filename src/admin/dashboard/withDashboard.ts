import type { DashboardConfig, Widget, WidgetInstance } from 'payload'

const widgets: Widget[] = [
  {
    slug: 'drumbeat-today',
    Component: 'drumbeat/rsc#TodayWidget',
    label: { en: 'Today', zh: '今日发布' },
    minWidth: 'medium',
  },
  {
    slug: 'drumbeat-attention',
    Component: 'drumbeat/rsc#AttentionWidget',
    label: { en: 'Needs a person', zh: '需要人工处理' },
    minWidth: 'small',
  },
  {
    slug: 'drumbeat-clock',
    Component: 'drumbeat/rsc#ClockWidget',
    label: { en: 'Worker and clock', zh: '发布进程与时钟' },
    minWidth: 'x-small',
  },
  {
    slug: 'drumbeat-figures',
    Component: 'drumbeat/client#FiguresWidget',
    label: { en: 'Figures', zh: '数据' },
    minWidth: 'small',
  },
]

const layout = [
  { widgetSlug: 'drumbeat-today', width: 'large' },
  { widgetSlug: 'drumbeat-attention', width: 'small' },
  { widgetSlug: 'drumbeat-figures', width: 'large' },
  { widgetSlug: 'drumbeat-clock', width: 'small' },
] as unknown as WidgetInstance[]

const PAYLOADS_OWN = [{ widgetSlug: 'collections', width: 'full' }] as WidgetInstance[]

/** Opens the dashboard on our widgets; the host's own, or Payload's, follow. Every person may rearrange them. */
export function withDashboard(dashboard?: DashboardConfig): DashboardConfig {
  const theirs = dashboard?.defaultLayout ?? PAYLOADS_OWN

  return {
    ...dashboard,
    defaultLayout: async (args) => [...layout, ...(typeof theirs === 'function' ? await theirs(args) : theirs)],
    widgets: [...(dashboard?.widgets ?? []), ...widgets],
  }
}
