import writeWorkbook from 'write-excel-file/node'

import { PLAN_COLUMNS, type PlanColumn } from '../domain/plan/columns.ts'

/** The name under which the template is downloaded. */
export const TEMPLATE_NAME = 'drumbeat-plan.xlsx'

/** A workbook to fill in: headers in both languages, one example row that is never imported, and notes on every column. */
export function createTemplate(): Promise<Buffer> {
  const header = PLAN_COLUMNS.map(({ label }) => ({
    backgroundColor: '#d6476f',
    color: '#ffffff',
    fontWeight: 'bold' as const,
    value: `${label.zh} ${label.en}` === 'KOL KOL' ? 'KOL' : `${label.zh} ${label.en}`,
  }))
  const example = PLAN_COLUMNS.map(({ name }) => ({ color: '#888888', value: EXAMPLE[name] }))
  const notes = [
    ['列 Column', '必填 Required', '说明', 'Notes'].map((value) => ({ fontWeight: 'bold' as const, value })),
    ...PLAN_COLUMNS.map((column) => [
      { value: `${column.label.zh} ${column.label.en}` },
      { value: 'required' in column ? '是 yes' : '' },
      { value: column.help.zh, wrap: true },
      { value: column.help.en, wrap: true },
    ]),
  ]

  return writeWorkbook([
    {
      columns: PLAN_COLUMNS.map(({ name }) => ({ width: WIDTHS[name] ?? 16 })),
      data: [header, example],
      sheet: '内容计划 Plan',
      stickyRowsCount: 1,
    },
    { columns: [18, 14, 60, 60].map((width) => ({ width })), data: notes, sheet: '说明 Notes' },
  ]).toBuffer()
}

const WIDTHS: Partial<Record<PlanColumn, number>> = { body: 48, excerpt: 32, title: 32, topics: 24 }

const EXAMPLE: Record<PlanColumn, string> = {
  body: '## 三步就够\n\n1. 洁面\n2. 保湿\n3. 防晒',
  campaign: '',
  channels: '小程序首页、社群机器人',
  cover: 'cover.jpg',
  date: '2026-12-01',
  excerpt: '赶早课的你，三分钟出门。',
  key: '示例-1',
  kind: '笔记',
  kol: '',
  notes: '以“示例”开头的编号不会导入 Keys that begin with 示例 or EXAMPLE are left out',
  state: '计划',
  time: '08:00',
  title: '早八护肤，三步就够',
  topics: '#早八护肤 #敏感肌',
  zone: 'Asia/Shanghai',
}
