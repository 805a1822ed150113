import { createHash } from 'node:crypto'

import { spellCode } from '../code.ts'
import type { Platform } from '../platforms.ts'
import type { Utm } from '../trackedUrl.ts'
import type { VariableValues } from './variables.ts'

/** What a post refers to, as far as variables speak of it. */
export interface VariableFacts {
  campaign: { id: string; name: string } | null
  collaboration: { id: string; promoCode: string } | null
  /** In the post's order; `codes` as they are stored: one that all share, or one per redemption. */
  offers: readonly { codes: readonly string[]; url: string }[]
  partner: { handles: readonly { handle: string; platform: string }[]; name: string } | null
  /** The tracking link of the collaboration, else of the campaign. */
  target: { url: string; utm: Utm } | null
}

export interface ResolveVariablesArgs {
  channel: { id: string; kind: string; slug: string }
  facts: VariableFacts
  post: { id: string; slug: string }
  /** Where this installation is reached from outside, without a slash at its end. */
  publicUrl: string
}

/** The short link of a post on one channel, as it is to be kept. */
export interface PostLink {
  campaignId: string | null
  channelId: string
  code: string
  collaborationId: string | null
  postId: string
  url: string
  utm: Utm
}

/** What the variables stand for on one channel, and the link behind `{{link}}`; preview and send agree because nothing is drawn. */
export function resolveVariables(args: ResolveVariablesArgs): { link: PostLink | null; values: VariableValues } {
  const link = planLink(args)
  const handle = findHandle(args.facts, args.channel.kind)

  return {
    link,
    values: {
      code: findCode(args.facts),
      handle,
      kol: handle ?? (args.facts.partner?.name || null),
      link: link === null ? null : addressOf(link, args.publicUrl),
    },
  }
}

export const addressOf = ({ code }: Pick<PostLink, 'code'>, publicUrl: string): string => `${publicUrl}/r/${code}`

const CODE_LENGTH = 10

/** The code of a post's link on a channel: derived, so that a preview shows what arming will make. */
export const linkCode = ({ channelId, postId }: { channelId: string; postId: string }): string =>
  spellCode(createHash('sha256').update(`link:${postId}:${channelId}`).digest().subarray(0, CODE_LENGTH))

function planLink({ channel, facts, post }: ResolveVariablesArgs): PostLink | null {
  const { campaign, collaboration, offers } = facts
  const offerUrl = offers.find(({ url }) => url !== '')?.url
  const target = facts.target ?? (offerUrl === undefined ? null : { url: offerUrl, utm: {} })

  return target === null
    ? null
    : {
        campaignId: campaign?.id ?? null,
        channelId: channel.id,
        code: linkCode({ channelId: channel.id, postId: post.id }),
        collaborationId: collaboration?.id ?? null,
        postId: post.id,
        url: target.url,
        utm: {
          ...target.utm,
          campaign: target.utm.campaign ?? campaign?.name ?? post.slug,
          content: post.slug,
          medium: MEDIUMS[channel.kind] ?? 'social',
          source: channel.slug,
        },
      }
}

/** What web analytics call the way a click came; all other kinds are `social`. */
const MEDIUMS: Readonly<Record<string, string | undefined>> = { email: 'email', feed: 'feed', webhook: 'referral' }

/** A code that all share. Where there are several, each is for one redemption, and none may stand in a post. */
function findCode({ collaboration, offers }: VariableFacts): string | null {
  const shared = offers.find(({ codes }) => codes.length === 1)?.codes[0]

  return shared ?? (collaboration?.promoCode || null)
}

const findHandle = ({ partner }: VariableFacts, kind: string): string | null =>
  partner?.handles.find(({ platform }) => platform === PLATFORMS[kind])?.handle || null

/** On which platform a kind of channel publishes. */
const PLATFORMS: Readonly<Record<string, Platform | undefined>> = {
  bilibili: 'bilibili',
  bluesky: 'bluesky',
  douyin: 'douyin',
  'douyin-api': 'douyin',
  kuaishou: 'kuaishou',
  mastodon: 'mastodon',
  'wechat-channels': 'wechat',
  'wechat-group': 'wechat',
  'wechat-moments': 'wechat',
  'wechat-oa': 'wechat',
  'wecom-groups': 'wecom',
  'wecom-robot': 'wecom',
  weibo: 'weibo',
  xiaohongshu: 'xiaohongshu',
}
