import { fold } from './columns.ts'
import type { PlanCover, PlanDirectory } from './entry.ts'
import type { RowSource } from './rowSource.ts'

const SEPARATORS = /[,、;|\n]+/u

/** Splits a cell that names several things. */
export const splitNames = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The channels a row names, by name or slug; complains about each that is not there or that pauses. */
export function readChannels(source: RowSource, directory: PlanDirectory): string[] {
  const names = splitNames(source.text('channels'))

  if (names.length === 0) {
    source.complain('channels', 'missing-channels', {
      en: 'No channel is named; a post needs at least one.',
      zh: '没有填写渠道，至少需要一个。',
    })
  }

  const found = names.flatMap((name) => {
    const matches = directory.channels.filter((channel) => [channel.name, channel.slug].some(isNamed(name)))
    const channel = matches[0]

    if (channel === undefined || matches.length > 1) {
      source.complain(
        'channels',
        channel === undefined ? 'unknown-channel' : 'ambiguous-channel',
        channel === undefined ? unknown(name, 'channel', '渠道', directory.channels) : ambiguous(name),
      )

      return []
    }

    if (channel.isPaused) {
      source.complain('channels', 'paused-channel', {
        en: `The channel “${name}” is paused. Set it live or to rehearsal first.`,
        zh: `渠道“${name}”已暂停，请先恢复或改为彩排。`,
      })
    }

    return [channel.id]
  })

  return [...new Set(found)].sort()
}

export function readCampaign(source: RowSource, directory: PlanDirectory): string | null {
  const name = source.text('campaign')
  const campaign = directory.campaigns.find((candidate) => isNamed(name)(candidate.name))

  if (name !== '' && campaign === undefined) {
    source.complain('campaign', 'unknown-campaign', unknown(name, 'campaign', '营销活动', directory.campaigns))
  }

  return campaign?.id ?? null
}

export function readPartner(source: RowSource, directory: PlanDirectory): string | null {
  const name = source.text('kol').replace(/^@/, '')
  const partner = directory.partners.find((candidate) => [candidate.name, ...candidate.handles].some(isNamed(name)))

  if (name !== '' && partner === undefined) {
    source.complain('kol', 'unknown-kol', unknown(name, 'partner', '达人', directory.partners))
  }

  return partner?.id ?? null
}

/** Where the cover comes from; whether a file or address is there, only the import itself can see. */
export function readCover(source: RowSource, directory: PlanDirectory): PlanCover | null {
  const text = source.text('cover')

  if (text === '') {
    return null
  }

  if (/^https?:\/\//i.test(text)) {
    return { from: 'url', url: text }
  }

  const known = directory.media.find(({ filename }) => isNamed(text)(filename))

  return known === undefined
    ? { from: 'file', name: text }
    : { from: 'library', mediaId: known.id, name: known.filename }
}

const isNamed =
  (name: string) =>
  (candidate: string): boolean =>
    name !== '' && fold(candidate.replace(/^@/, '')) === fold(name)

const unknown = (name: string, en: string, zh: string, known: readonly { name: string }[]) => {
  const some = known.slice(0, 8).map((one) => one.name)

  return {
    en: `There is no ${en} “${name}”.${some.length > 0 ? ` There are: ${some.join(', ')}.` : ''}`,
    zh: `没有名为“${name}”的${zh}。${some.length > 0 ? `现有：${some.join('、')}。` : ''}`,
  }
}

const ambiguous = (name: string) => ({
  en: `More than one channel is called “${name}”. Use its slug.`,
  zh: `有多个渠道叫“${name}”，请填写渠道标识。`,
})
