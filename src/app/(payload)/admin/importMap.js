import { Icon as Icon_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { Logo as Logo_74dd29103b525338e4e0aea79ec14995 } from 'drumbeat/client'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "drumbeat/client#Icon": Icon_74dd29103b525338e4e0aea79ec14995,
  "drumbeat/client#Logo": Logo_74dd29103b525338e4e0aea79ec14995,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
