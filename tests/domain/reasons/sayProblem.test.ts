import { describe, expect, it } from 'vitest'

import { parseEvents } from '../../../src/domain/engagementBatch.ts'
import { problemResponse, type RouteResponse } from '../../../src/domain/http.ts'
import { problemOfError } from '../../../src/domain/problemOfError.ts'
import { routeProblem } from '../../../src/domain/reasons/routeProblem.ts'
import { sayProblem } from '../../../src/domain/reasons/sayProblem.ts'

const read = ({ body }: RouteResponse) => JSON.parse(String(body)) as Record<string, unknown>

function refusalOf(body: unknown): unknown {
  try {
    parseEvents({ body, now: new Date(), principal: null })
  } catch (error) {
    return error
  }

  throw new Error('it was taken')
}

describe('sayProblem', () => {
  it('says a refusal in the language that is preferred, with what it is about', () => {
    const tooMany = routeProblem('TOO_MANY_REQUESTS', { status: 429, values: { seconds: 7 } })
    const said = sayProblem(tooMany, 'zh-CN,en;q=0.5')

    expect(read(said)).toEqual({
      code: 'TOO_MANY_REQUESTS',
      detail: '该地址发送的事件过多，请在 7 秒后重试，或使用 API 密钥。',
      status: 429,
      title: '请求过于频繁',
      type: 'about:blank',
    })
    expect(said.headers['content-language']).toBe('zh')
    expect(read(sayProblem(tooMany, 'en'))['detail']).toBe(
      'This address sends too many events; try again in 7 s, or use an API key.',
    )
  })

  it('says each reason of a refused input', () => {
    const problem = problemResponse(problemOfError(refusalOf({ events: [], sentAt: 'noon' }), 'reference'))

    expect(read(problem)['reasons']).toEqual([
      { code: 'BAD_TIME', message: expect.stringMatching(/^sentAt must be/) as string, path: 'sentAt' },
    ])
    expect(read(sayProblem(problem, 'zh'))).toMatchObject({
      detail: 'sentAt 须为带时区的 ISO 8601 时刻，例如 2026-11-22T12:00:00+08:00。',
      reasons: [{ code: 'BAD_TIME', path: 'sentAt' }],
      title: '请求有误',
    })
  })

  it('tells of a fault by its reference alone', () => {
    const problem = problemResponse(problemOfError(new Error('a secret'), 'reference-1'))

    expect(read(sayProblem(problem, 'zh'))).toMatchObject({
      detail: '服务器内部出错，已记录，编号 reference-1。',
      title: '服务器内部错误',
    })
  })

  it('leaves what is no problem as it is', () => {
    const answer = { body: '{"events":[]}', headers: {}, status: 200 }

    expect(sayProblem(answer, 'zh')).toBe(answer)
  })
})
