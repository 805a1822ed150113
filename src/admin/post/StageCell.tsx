'use client'

import type { DefaultCellComponentProps } from 'payload'

import type { PostStage } from '../../domain/content.ts'
import { StagePill } from '../elements/StagePill.tsx'

/** The stage of a post in the list. */
export const StageCell = ({ cellData }: DefaultCellComponentProps) =>
  typeof cellData === 'string' ? <StagePill stage={cellData as PostStage} /> : null
