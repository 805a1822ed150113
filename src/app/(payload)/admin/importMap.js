import { Icon as Icon_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { Logo as Logo_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { TodayWidget as TodayWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { AttentionWidget as AttentionWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { ClockWidget as ClockWidget_3939f3699ec17f3db5e9fa4fa7a57dce } from 'drumbeat/rsc'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "drumbeat/client#Icon": Icon_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#Logo": Logo_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/rsc#TodayWidget": TodayWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#AttentionWidget": AttentionWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "drumbeat/rsc#ClockWidget": ClockWidget_3939f3699ec17f3db5e9fa4fa7a57dce,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
