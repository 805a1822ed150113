export { CampaignResultsView } from '../admin/campaigns/CampaignResultsView.tsx'
export { AttentionWidget, ClockWidget, TodayWidget } from '../admin/dashboard/widgets.tsx'
export { PublishingView } from '../admin/post/PublishingView.tsx'
export { PublicationView } from '../admin/publications/PublicationView.tsx'
