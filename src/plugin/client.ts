'use client'

import '../admin/styles.css'

export { AlarmTestField } from '../admin/alarms/AlarmTestField.tsx'
export { Icon } from '../admin/brand/Icon.tsx'
export { Logo } from '../admin/brand/Logo.tsx'
export { CalendarNavLink } from '../admin/calendar/CalendarNavLink.tsx'
export { AccountFieldsField } from '../admin/channels/AccountFieldsField.tsx'
export { ChannelHealthCell, ChannelModeCell } from '../admin/channels/cells.tsx'
export { ChannelHealthField } from '../admin/channels/ChannelHealthField.tsx'
export { FiguresWidget } from '../admin/dashboard/FiguresWidget.tsx'
export { JsonField } from '../admin/elements/JsonField.tsx'
export { Nothing } from '../admin/elements/Nothing.tsx'
export { ImportNavLink } from '../admin/import/ImportNavLink.tsx'
export { EditedBannerField } from '../admin/post/EditedBanner.tsx'
export { PublishingStatusField } from '../admin/post/PublishingStatusField.tsx'
export { ScheduleWarningsField } from '../admin/post/ScheduleWarnings.tsx'
export { StageCell } from '../admin/post/StageCell.tsx'
export { StageField } from '../admin/post/StageField.tsx'
export { OccurrencesField } from '../admin/recurrence/OccurrencesField.tsx'
export { RecurrenceField } from '../admin/recurrence/RecurrenceField.tsx'
export { PreviewButton } from '../admin/preview/PreviewButton.tsx'
export {
  DueCell,
  LatenessCell,
  PublicationActsCell,
  PublicationPostCell,
  PublicationStateCell,
  ReasonCell,
} from '../admin/publications/cells.tsx'
export { RedriveSelected } from '../admin/publications/RedriveSelected.tsx'
export { CardField } from '../admin/media/CardField.tsx'
export { DuplicatesField } from '../admin/media/DuplicatesField.tsx'
export { RenditionsField } from '../admin/media/RenditionsField.tsx'
export { RerenderSelected } from '../admin/media/RerenderSelected.tsx'
export { UsesField } from '../admin/media/UsesField.tsx'
export { OperationsNavLink } from '../admin/operations/OperationsNavLink.tsx'
export { TasksNavLink } from '../admin/tasks/TasksNavLink.tsx'
export { WorkListNavLink } from '../admin/worklist/WorkListNavLink.tsx'
export { PublicationPresets } from '../admin/publications/PublicationPresets.tsx'
export { PublicationsLive } from '../admin/publications/PublicationsLive.tsx'
export { ScheduleStateCell } from '../admin/post/ScheduleStateCell.tsx'
export { BlackoutImport } from '../admin/rhythm/BlackoutImport.tsx'
export { ChannelQueueField } from '../admin/rhythm/ChannelQueueField.tsx'
export { FreezeBanner } from '../admin/rhythm/FreezeBanner.tsx'
export { VariantsField } from '../admin/variants/VariantsField.tsx'
