import type { ExportLine } from './exportFile.ts'
import { findWebAddress } from './liveUrl.ts'

export interface PublishedPost {
  id: string
  title: string
  url: string | null
}

/** A line whose figures were left alone, and why. */
export interface UnmatchedLine {
  row: number
  /** As the file has it. */
  title: string
  why: 'ambiguous' | 'bad-figure' | 'not-found'
}

export interface MatchedExport {
  matched: { line: ExportLine; publication: string }[]
  unmatched: UnmatchedLine[]
}

/**
 * Finds of which publication each line of an export speaks: by its link, else by a title that only one of them has.
 *
 * A line that could be of two is left alone, because figures of one post on another are worse than none.
 */
export function matchExport(lines: readonly ExportLine[], published: readonly PublishedPost[]): MatchedExport {
  const result: MatchedExport = { matched: [], unmatched: [] }

  for (const line of lines) {
    const found = findPosts(line, published)
    const [only] = found

    if (line.totals === null) {
      result.unmatched.push({ row: line.row, title: line.title, why: 'bad-figure' })
    } else if (only === undefined || found.length > 1) {
      result.unmatched.push({ row: line.row, title: line.title, why: found.length > 1 ? 'ambiguous' : 'not-found' })
    } else {
      result.matched.push({ line, publication: only.id })
    }
  }

  return result
}

function findPosts({ title, url }: ExportLine, published: readonly PublishedPost[]): PublishedPost[] {
  const key = keyOf(url)
  const byUrl = key === null ? [] : published.filter((post) => keyOf(post.url ?? '') === key)

  return byUrl.length > 0 ? byUrl : published.filter((post) => title !== '' && post.title === title)
}

/**
 * What names the post in its address; null where nothing does, so that its title has to.
 *
 * Host-free, because a post stands under several hosts. Douyin shows one over a list of others, whose page stands in the path then; else it is the
 * last part of the path, unless that is a word, as of WeChat Channels, which name it behind their page.
 */
function keyOf(text: string): string | null {
  const url = findWebAddress(text)
  const last = url?.pathname.split('/').filter(Boolean).at(-1) ?? ''

  return url?.searchParams.get('modal_id') || (/\d/.test(last) ? last : null) || url?.searchParams.get('eid') || null
}
