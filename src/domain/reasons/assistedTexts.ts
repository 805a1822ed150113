import type { ReasonTexts } from './fillText.ts'

/** What is said of publications that a person makes by hand. */
export const assistedTexts = {
  FIGURE: {
    en: '{{field}} must be a whole number from 0 to {{max}}',
    zh: '{{field}} 须为 0 到 {{max}} 的整数。',
  },
  FIGURES_BEFORE: {
    en: 'It is not published yet, so it has no figures',
    zh: '内容尚未发布，还不能登记数据。',
  },
  LIVE_URL_FOREIGN: {
    en: '{{host}} does not belong to {{channel}}; its posts stand at {{hosts}}',
    zh: '{{host}} 不属于{{channel}}，该平台的链接应来自 {{hosts}}。',
  },
  LIVE_URL_LEADS_AWAY: {
    en: 'The address leads away from {{channel}}, to {{host}}',
    zh: '该链接会跳转到{{channel}}之外的 {{host}}。',
  },
  LIVE_URL_NOT_A_POST: {
    en: 'This address belongs to {{channel}}, but is not that of a post',
    zh: '该链接属于{{channel}}，但不是一条内容的链接。',
  },
  LIVE_URL_NO_POST: {
    en: 'The address leads to a page of {{channel}} that is no post, such as a sign-in; look at it yourself, and record it all the same if the post is there',
    zh: '该链接打开的是{{channel}}的其他页面（例如登录页），没有看到内容；请自行打开确认，内容确实存在时可仍然登记。',
  },
  LIVE_URL_UNREACHABLE: {
    en: 'Nothing could be seen at this address[ ({{code}})]; look at it yourself, and record it all the same if it is there',
    zh: '打不开该链接[（{{code}}）]；请自行打开确认，内容确实存在时可仍然登记。',
  },
  MEDIA_MIXED: {
    en: '{{channel}} takes pictures or a film, not both',
    zh: '{{channel}}的一条内容只能是图片或视频，不能混合。',
  },
  MEDIA_NEEDED: {
    en: '{{channel}} takes no post without a picture or a film',
    zh: '{{channel}}的内容至少需要一张图片或一个视频。',
  },
  NOT_ASSISTED: {
    en: 'This channel publishes by itself; there is no pack for a person',
    zh: '该渠道自动发布，没有人工发布的素材包。',
  },
  NO_EXPORT: {
    en: 'No line of this file names a title or link beside figures; take the file that the platform exports',
    zh: '文件中没有“标题或链接 + 数据”的表头，请使用平台后台导出的数据文件。',
  },
  NO_FILE: { en: 'The pack has no such file', zh: '素材包中没有这个文件。' },
  OPERATOR: {
    en: 'Only a person who may publish by hand can be the assignee',
    zh: '负责人须是有人工发布权限的用户。',
  },
  PACK_CANCELLED: {
    en: 'This publication was cancelled; nobody is to make it by hand any more',
    zh: '该发布已取消，无需再人工发布。',
  },
  PACK_FAILED: {
    en: 'This publication failed; have it tried again on its own page before somebody makes it by hand',
    zh: '该发布已失败；如仍要发布，请先在发布记录中重试。',
  },
  PACK_MISSED: {
    en: 'This publication missed its time; have it published now on its own page before somebody makes it by hand',
    zh: '该发布已错过时间；如仍要发布，请先在发布记录中点“立即发布”。',
  },
  TICKS: {
    en: 'done must be a list of numbers of the checklist',
    zh: 'done 须为清单序号的列表。',
  },
} satisfies ReasonTexts
