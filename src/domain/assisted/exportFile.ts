import { type PlanCell, readText } from '../plan/cells.ts'
import { parseTotals, type PlatformTotals, type TotalType } from '../platformTotals.ts'

/** What platforms call their columns in the files that their creator pages export; whole names, without spaces. */
const COLUMNS: Readonly<Record<TotalType | 'title' | 'url', readonly string[]>> = {
  comment: ['评论', '评论数', '评论量', 'comments'],
  follow: ['涨粉', '涨粉数', '涨粉量', '新增关注', '粉丝增量', '关注量', 'newfollowers'],
  impression: ['曝光', '曝光数', '曝光量', '推荐', 'impressions'],
  like: ['点赞', '点赞数', '点赞量', '喜欢', '喜欢量', 'likes'],
  save: ['收藏', '收藏数', '收藏量', 'saves'],
  share: ['分享', '分享数', '分享量', '转发量', '转发数', 'shares'],
  title: ['标题', '笔记标题', '作品名称', '作品标题', '视频描述', '作品描述', 'title'],
  url: ['链接', '笔记链接', '作品链接', '视频链接', '链接地址', 'url', 'link'],
  view: ['观看', '观看量', '观看数', '播放', '播放量', '播放数', '阅读量', '浏览量', 'views'],
}

const COLUMN_NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]

/** One line of an export. */
export interface ExportLine {
  /** As a spreadsheet counts, from 1. */
  row: number
  title: string
  /** Null where one of its figures is no number. */
  totals: PlatformTotals | null
  url: string
}

/**
 * Reads the lines of a platform's export; null when no line of it names a title or link beside a figure.
 *
 * The head is looked for, because platforms put notes above it.
 */
export function readExport(rows: readonly (readonly PlanCell[])[]): ExportLine[] | null {
  const head = rows.findIndex((row) => isHead(columnsOf(row)))

  if (head < 0) {
    return null
  }

  const columns = columnsOf(rows[head] ?? [])

  return rows.slice(head + 1).flatMap((cells, index) => {
    const textOf = (name: keyof typeof COLUMNS): string => readText(cells[columns.get(name) ?? -1])

    return textOf('title') === '' && textOf('url') === ''
      ? []
      : [{ row: head + index + 2, title: textOf('title'), totals: totalsOf(cells, columns), url: textOf('url') }]
  })
}

type Columns = ReadonlyMap<keyof typeof COLUMNS, number>

function columnsOf(row: readonly PlanCell[]): Columns {
  const names = row.map((cell) => readText(cell).replace(/\s/gu, '').toLowerCase())

  return new Map(
    COLUMN_NAMES.flatMap((name) => {
      const index = names.findIndex((text) => COLUMNS[name].includes(text))

      return index < 0 ? [] : [[name, index] as const]
    }),
  )
}

const isHead = (columns: Columns): boolean =>
  (columns.has('title') || columns.has('url')) && [...columns.keys()].some((name) => name !== 'title' && name !== 'url')

function totalsOf(cells: readonly PlanCell[], columns: Columns): PlatformTotals | null {
  const given = [...columns].flatMap(([name, index]) => {
    const text = name === 'title' || name === 'url' ? '' : readText(cells[index])

    // Thousands are parted, and what is not known is a dash.
    return text === '' || /^[-–—]+$/u.test(text) ? [] : [[name, Number(text.replaceAll(/[,，]/gu, ''))]]
  })
  const totals = parseTotals(Object.fromEntries(given))

  return 'reasons' in totals ? null : totals
}
