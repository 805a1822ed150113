import type { Response } from 'express'

/** Says no as WeChat, WeCom and DingTalk do: with status 200 and a code. */
export const refuseWith = (response: Response, errcode: number, errmsg: string): void =>
  void response.json({ errcode, errmsg: `${errmsg} rid: 6744d1b2-2f9a5c77-1e0f` })

/** Says yes as they do. */
export const grant = (response: Response, body: Record<string, unknown> = {}): void =>
  void response.json({ errcode: 0, errmsg: 'ok', ...body })
