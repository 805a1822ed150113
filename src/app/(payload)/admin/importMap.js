import { EditedBannerField as EditedBannerField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { StageCell as StageCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { StageField as StageField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublishingStatusField as PublishingStatusField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { RscEntryLexicalCell as RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { RscEntryLexicalField as RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { LexicalDiffComponent as LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { FixedToolbarFeatureClient as FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlocksFeatureClient as BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { CodeComponent as CodeComponent_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { codeConverterClient as codeConverterClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { CodeBlockBlockComponent as CodeBlockBlockComponent_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { TableFeatureClient as TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UploadFeatureClient as UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { LinkFeatureClient as LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HeadingFeatureClient as HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BoldFeatureClient as BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ItalicFeatureClient as ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnderlineFeatureClient as UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { StrikethroughFeatureClient as StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SubscriptFeatureClient as SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SuperscriptFeatureClient as SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineCodeFeatureClient as InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ParagraphFeatureClient as ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { AlignFeatureClient as AlignFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { IndentFeatureClient as IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnorderedListFeatureClient as UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { OrderedListFeatureClient as OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ChecklistFeatureClient as ChecklistFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlockquoteFeatureClient as BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HorizontalRuleFeatureClient as HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineToolbarFeatureClient as InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { VariantsField as VariantsField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PreviewButton as PreviewButton_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { Nothing as Nothing_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublishingView as PublishingView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { DuplicatesField as DuplicatesField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { RenditionsField as RenditionsField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { UsesField as UsesField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { RerenderSelected as RerenderSelected_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ScheduleWarningsField as ScheduleWarningsField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { RecurrenceField as RecurrenceField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { OccurrencesField as OccurrencesField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ScheduleStateCell as ScheduleStateCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { JsonField as JsonField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationStateCell as PublicationStateCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationPostCell as PublicationPostCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { DueCell as DueCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { LatenessCell as LatenessCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ReasonCell as ReasonCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationActsCell as PublicationActsCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationPresets as PublicationPresets_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationsLive as PublicationsLive_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { RedriveSelected as RedriveSelected_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { PublicationView as PublicationView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { TaskView as TaskView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { ReleaseView as ReleaseView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { CampaignResultsView as CampaignResultsView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { ChannelHealthField as ChannelHealthField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ChannelModeCell as ChannelModeCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { AccountFieldsField as AccountFieldsField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ChannelHealthCell as ChannelHealthCell_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ChannelQueueField as ChannelQueueField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { BlackoutImport as BlackoutImport_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { CardField as CardField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { AlarmTestField as AlarmTestField_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { FreezeBanner as FreezeBanner_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { Icon as Icon_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { Logo as Logo_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { CalendarNavLink as CalendarNavLink_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { TasksNavLink as TasksNavLink_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { WorkListNavLink as WorkListNavLink_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { ImportNavLink as ImportNavLink_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { OperationsNavLink as OperationsNavLink_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { CalendarView as CalendarView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { OperationsView as OperationsView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { TasksView as TasksView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { WorkListView as WorkListView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { ImportView as ImportView_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { TodayWidget as TodayWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { AttentionWidget as AttentionWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { ClockWidget as ClockWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { FiguresWidget as FiguresWidget_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "drumbeat/client#EditedBannerField": EditedBannerField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#StageCell": StageCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#StageField": StageField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublishingStatusField": PublishingStatusField_74dd29103b525338e4e0aea79ec14995,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalCell": RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalField": RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#LexicalDiffComponent": LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/client#FixedToolbarFeatureClient": FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlocksFeatureClient": BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#CodeComponent": CodeComponent_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#codeConverterClient": codeConverterClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#CodeBlockBlockComponent": CodeBlockBlockComponent_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#TableFeatureClient": TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UploadFeatureClient": UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#LinkFeatureClient": LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HeadingFeatureClient": HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BoldFeatureClient": BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ItalicFeatureClient": ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnderlineFeatureClient": UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#StrikethroughFeatureClient": StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SubscriptFeatureClient": SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SuperscriptFeatureClient": SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineCodeFeatureClient": InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ParagraphFeatureClient": ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#AlignFeatureClient": AlignFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#IndentFeatureClient": IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnorderedListFeatureClient": UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#OrderedListFeatureClient": OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ChecklistFeatureClient": ChecklistFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlockquoteFeatureClient": BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HorizontalRuleFeatureClient": HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineToolbarFeatureClient": InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "drumbeat/client#VariantsField": VariantsField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PreviewButton": PreviewButton_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#Nothing": Nothing_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/rsc#PublishingView": PublishingView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/client#DuplicatesField": DuplicatesField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#RenditionsField": RenditionsField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#UsesField": UsesField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#RerenderSelected": RerenderSelected_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ScheduleWarningsField": ScheduleWarningsField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#RecurrenceField": RecurrenceField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#OccurrencesField": OccurrencesField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ScheduleStateCell": ScheduleStateCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#JsonField": JsonField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublicationStateCell": PublicationStateCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublicationPostCell": PublicationPostCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#DueCell": DueCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#LatenessCell": LatenessCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ReasonCell": ReasonCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublicationActsCell": PublicationActsCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublicationPresets": PublicationPresets_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#PublicationsLive": PublicationsLive_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#RedriveSelected": RedriveSelected_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/rsc#PublicationView": PublicationView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#TaskView": TaskView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#ReleaseView": ReleaseView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#CampaignResultsView": CampaignResultsView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/client#ChannelHealthField": ChannelHealthField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ChannelModeCell": ChannelModeCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#AccountFieldsField": AccountFieldsField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ChannelHealthCell": ChannelHealthCell_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ChannelQueueField": ChannelQueueField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#BlackoutImport": BlackoutImport_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#CardField": CardField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#AlarmTestField": AlarmTestField_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#FreezeBanner": FreezeBanner_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#Icon": Icon_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#Logo": Logo_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#CalendarNavLink": CalendarNavLink_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#TasksNavLink": TasksNavLink_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#WorkListNavLink": WorkListNavLink_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#ImportNavLink": ImportNavLink_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#OperationsNavLink": OperationsNavLink_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/rsc#CalendarView": CalendarView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#OperationsView": OperationsView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#TasksView": TasksView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#WorkListView": WorkListView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#ImportView": ImportView_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#TodayWidget": TodayWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#AttentionWidget": AttentionWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#ClockWidget": ClockWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/client#FiguresWidget": FiguresWidget_74dd29103b525338e4e0aea79ec14995,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
