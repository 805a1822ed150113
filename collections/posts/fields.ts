import type { Field } from 'payload'

import { noteBodyMedia } from '../../hooks/posts/noteBodyMedia.ts'
import { readOnly, staffOnly, writtenBySystem } from '../../src/access/fieldAccess.ts'
import type { PostKind, PostStage } from '../../src/domain/content.ts'
import * as slugs from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'
import { importFields } from '../fields/importFields.ts'
import { createBodyEditor } from './bodyEditor.ts'
import { variantsField } from './variantsField.ts'

/** What the post says. */
export const postWritingFields: Field[] = [
  { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' }, localized: true, required: true },
  {
    name: 'excerpt',
    type: 'textarea',
    admin: {
      description: { en: 'Shown in lists, feeds and short messages.', zh: '用于列表、订阅源和短消息。' },
      rows: 3,
    },
    label: { en: 'Excerpt', zh: '摘要' },
    localized: true,
  },
  { name: 'body', type: 'richText', editor: createBodyEditor(), label: { en: 'Body', zh: '正文' }, localized: true },
  {
    name: 'bodyMedia',
    type: 'text',
    access: writtenBySystem,
    admin: { hidden: true },
    hasMany: true,
    hooks: { beforeChange: [noteBodyMedia] },
    index: true,
    label: { en: 'Media in the body', zh: '正文中的素材' },
    localized: true,
  },
  { name: 'cover', type: 'upload', label: { en: 'Cover', zh: '封面' }, relationTo: slugs.MEDIA },
  { name: 'gallery', type: 'upload', hasMany: true, label: { en: 'Gallery', zh: '图集' }, relationTo: slugs.MEDIA },
]

/** What it says on single channels. */
export const postChannelFields: Field[] = [variantsField]

/** What the post belongs to. */
export const postPlanningFields: Field[] = [
  {
    name: 'campaign',
    type: 'relationship',
    index: true,
    label: { en: 'Campaign', zh: '活动' },
    relationTo: slugs.CAMPAIGNS,
  },
  {
    name: 'challenge',
    type: 'relationship',
    index: true,
    label: { en: 'Challenge', zh: '挑战赛' },
    relationTo: slugs.CHALLENGES,
  },
  {
    name: 'collaboration',
    type: 'relationship',
    access: staffOnly,
    index: true,
    label: { en: 'Collaboration', zh: 'KOL 合作' },
    relationTo: slugs.COLLABORATIONS,
  },
  {
    name: 'brandAssets',
    type: 'relationship',
    access: staffOnly,
    hasMany: true,
    index: true,
    label: { en: 'Brand assets', zh: '品牌 IP' },
    relationTo: slugs.BRAND_ASSETS,
  },
  {
    name: 'offers',
    type: 'relationship',
    hasMany: true,
    index: true,
    label: { en: 'Offers', zh: '优惠' },
    relationTo: slugs.OFFERS,
  },
  {
    name: 'schedules',
    type: 'join',
    access: { read: staffOnly.read },
    admin: { defaultColumns: ['publishAt', 'channels', 'state'] },
    collection: slugs.SCHEDULES,
    label: { en: 'Schedules', zh: '排期' },
    on: 'post',
  },
  {
    name: 'publications',
    type: 'join',
    access: { read: staffOnly.read },
    admin: { allowCreate: false, defaultColumns: ['channel', 'dueAt', 'state'] },
    collection: slugs.PUBLICATIONS,
    defaultSort: '-dueAt',
    label: { en: 'Publications', zh: '发布记录' },
    on: 'post',
  },
]

/** Where the post stands. */
export const postSidebarFields: Field[] = [
  {
    name: 'kind',
    type: 'select',
    admin: { position: 'sidebar' },
    defaultValue: 'article',
    index: true,
    label: { en: 'Kind', zh: '类型' },
    options: choices<PostKind>({
      article: { en: 'Article', zh: '文章' },
      livestream: { en: 'Livestream', zh: '直播' },
      note: { en: 'Note', zh: '图文笔记' },
      poll: { en: 'Poll', zh: '投票' },
      topic: { en: 'Topic', zh: '话题' },
      tutorial: { en: 'Tutorial', zh: '教程' },
      video: { en: 'Video', zh: '短视频' },
    }),
    required: true,
  },
  {
    name: 'stage',
    type: 'select',
    access: { read: staffOnly.read },
    admin: {
      description: {
        en: 'Only an approved version goes out. Editing an approved post takes it back to draft.',
        zh: '只有已通过审核的版本才会发布；修改已通过的内容会退回草稿。',
      },
      position: 'sidebar',
    },
    defaultValue: 'draft',
    disableDuplicate: true,
    index: true,
    label: { en: 'Stage', zh: '审核阶段' },
    options: choices<PostStage>({
      approved: { en: 'Approved', zh: '已通过' },
      archived: { en: 'Archived', zh: '已归档' },
      draft: { en: 'Draft', zh: '草稿' },
      'in-review': { en: 'In review', zh: '审核中' },
      rejected: { en: 'Rejected', zh: '已驳回' },
    }),
    required: true,
  },
  {
    name: 'reviewNote',
    type: 'textarea',
    access: staffOnly,
    admin: {
      description: { en: 'Required when a post is rejected.', zh: '驳回时必须填写。' },
      position: 'sidebar',
    },
    disableDuplicate: true,
    label: { en: 'Review note', zh: '审核意见' },
  },
  {
    name: 'slug',
    type: 'text',
    admin: {
      description: {
        en: 'Part of the address. Made from the title once, then kept.',
        zh: '网址的一部分，首次由标题生成，之后保持不变。',
      },
      position: 'sidebar',
    },
    disableDuplicate: true,
    index: true,
    label: { en: 'Slug', zh: '网址别名' },
    unique: true,
  },
  {
    name: 'topics',
    type: 'text',
    admin: { description: { en: 'Without #.', zh: '无需填写 #。' }, position: 'sidebar' },
    hasMany: true,
    index: true,
    label: { en: 'Topics', zh: '话题标签' },
  },
  {
    name: 'author',
    type: 'relationship',
    access: staffOnly,
    admin: { position: 'sidebar' },
    defaultValue: ({ user }: { user?: { collection?: string; id: number | string } | null }) =>
      user?.collection === slugs.USERS ? user.id : undefined,
    disableDuplicate: true,
    index: true,
    label: { en: 'Author', zh: '作者' },
    relationTo: slugs.USERS,
  },
  {
    name: 'notes',
    type: 'textarea',
    access: staffOnly,
    admin: { description: { en: 'For the team only.', zh: '仅团队内部可见。' }, position: 'sidebar' },
    label: { en: 'Internal notes', zh: '内部备注' },
  },
  ...importFields,
  {
    name: 'publishedOn',
    type: 'relationship',
    access: writtenBySystem,
    admin: { position: 'sidebar', readOnly: true },
    disableDuplicate: true,
    hasMany: true,
    index: true,
    label: { en: 'Published on', zh: '已发布渠道' },
    relationTo: slugs.CHANNELS,
  },
  {
    name: 'publishedAt',
    type: 'date',
    access: readOnly,
    admin: { date: { pickerAppearance: 'dayAndTime' }, position: 'sidebar', readOnly: true },
    disableDuplicate: true,
    index: true,
    label: { en: 'Published at', zh: '发布时间' },
  },
]
