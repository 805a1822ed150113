import { strToU8, zipSync } from 'fflate'
import writeWorkbook from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'

import { readSheet } from '../../src/import/readSheet.ts'
import { unpacksBeyond } from '../../src/import/unpackedSize.ts'

/** An archive that is a thousandth of what it holds. */
const aBomb = (bytes: number): Buffer =>
  Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(bytes).fill(32) }, { level: 9 }))

/** Makes the archive say, in both of its directories, that everything in it is empty. */
function belittle(archive: Buffer): Buffer {
  const lying = Buffer.from(archive)

  for (const [signature, offset] of [
    [0x04034b50, 22],
    [0x02014b50, 24],
  ] as const) {
    const head = Buffer.alloc(4)

    head.writeUInt32LE(signature)
    lying.writeUInt32LE(0, lying.indexOf(head) + offset)
  }

  return lying
}

const codeOf = async (data: Buffer): Promise<string | null> => {
  const reading = await readSheet(data)

  return reading.ok ? null : reading.problem.code
}

describe('readSheet', () => {
  it('reads a workbook as it is usual', async () => {
    const data = await writeWorkbook([[{ type: String, value: '标题' }], [{ type: String, value: '新品' }]]).toBuffer()

    expect(await readSheet(data)).toEqual({ ok: true, rows: [['标题'], ['新品']] })
  })

  it.each([
    ['a workbook that unpacks to more than anybody plans', aBomb(40 * 1_024 * 1_024)],
    ['one that says it does not', belittle(aBomb(40 * 1_024 * 1_024))],
  ])('refuses %s', async (_title, data) => {
    expect(data.length).toBeLessThan(100_000)
    expect(await codeOf(data)).toBe('file-too-large')
  })

  it('says of an archive that is cut off that it is broken', async () => {
    expect(await codeOf(aBomb(1_000).subarray(0, 40))).toBe('broken-workbook')
  })
})

describe('unpacksBeyond', () => {
  it('counts every file in it, to the byte', () => {
    const archive = zipSync({ a: strToU8('x'.repeat(600)), b: strToU8('y'.repeat(400)) })

    expect([unpacksBeyond(archive, 1_000), unpacksBeyond(archive, 999)]).toEqual([false, true])
  })
})
