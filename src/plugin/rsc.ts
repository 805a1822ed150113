export { AttentionWidget, ClockWidget, TodayWidget } from '../admin/dashboard/widgets.tsx'
