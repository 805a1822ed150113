import { CsvError, parse } from 'csv-parse/sync'
import { readSheet as readWorkbook } from 'read-excel-file/node'

import { MIB } from '../domain/duration.ts'
import type { PlanCell } from '../domain/plan/cells.ts'
import { unpacksBeyond } from './unpackedSize.ts'
import { fileProblem, type PlanProblem } from '../domain/plan/problem.ts'

export type SheetReading = { ok: false; problem: PlanProblem } | { ok: true; rows: PlanCell[][] }

export const MAX_SHEET_BYTES = 10 * MIB

/** Ten thousand rows of twenty columns take a third of it. */
const MAX_UNPACKED_BYTES = 32 * MIB

/**
 * Reads the first sheet of a workbook (.xlsx), or a CSV file as Excel writes it.
 *
 * The content decides what it is, not the name. A CSV may be UTF-8, UTF-16 or, from a Chinese Excel, GB18030, and be
 * separated by commas, semicolons or tabs.
 */
export async function readSheet(data: Buffer): Promise<SheetReading> {
  if (data.length === 0) {
    return refuse('empty-file', 'The file is empty.', '文件是空的。')
  }

  if (data.length > MAX_SHEET_BYTES) {
    return refuse('file-too-large', 'The file is larger than 10 MB.', '文件超过 10 MB。')
  }

  if (data.subarray(0, 4).equals(ZIP)) {
    return readXlsx(data)
  }

  if (data.subarray(0, 4).equals(OLD_EXCEL)) {
    return refuse(
      'old-excel',
      'This is a workbook of the old .xls kind. Save it as .xlsx or CSV.',
      '这是旧版 .xls 工作簿，请另存为 .xlsx 或 CSV。',
    )
  }

  return readCsv(data)
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

const refuse = (code: string, en: string, zh: string): SheetReading => ({
  ok: false,
  problem: fileProblem(code, { en, zh }),
})

async function readXlsx(data: Buffer): Promise<SheetReading> {
  if (unpacksBeyond(data, MAX_UNPACKED_BYTES)) {
    return refuse('file-too-large', 'The workbook unpacks to more than 32 MB.', '工作簿解压后超过 32 MB。')
  }

  try {
    const sheet = (await readWorkbook(data)) as unknown

    return { ok: true, rows: sheet as PlanCell[][] }
  } catch {
    return refuse(
      'broken-workbook',
      'The workbook is broken and cannot be read. Open it in Excel or WPS and save it again as .xlsx.',
      '工作簿已损坏，无法读取。请用 Excel 或 WPS 打开后重新另存为 .xlsx。',
    )
  }
}

function readCsv(data: Buffer): SheetReading {
  const text = decode(data)

  if (text === null || text.includes('\0')) {
    return refuse(
      'unknown-file',
      'This is neither an .xlsx workbook nor a CSV file.',
      '这既不是 .xlsx 工作簿，也不是 CSV 文件。',
    )
  }

  try {
    const rows = parse(text, { delimiter: findDelimiter(text), relax_column_count: true })

    return { ok: true, rows }
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : '?'

    return refuse('broken-csv', `The CSV file is broken at line ${line}.`, `CSV 文件在第 ${line} 行处格式有误。`)
  }
}

/** Tries the encodings in which spreadsheets write CSV, strictest first. */
function decode(data: Buffer): string | null {
  const encodings = data[0] === 0xff && data[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030']

  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(data)
    } catch {
      // It is another encoding.
    }
  }

  return null
}

/** The one of the usual separators that the first filled line holds most often. */
function findDelimiter(text: string): string {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? ''
  const counts = [',', ';', '\t'].map((delimiter) => ({ count: line.split(delimiter).length, delimiter }))

  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}
