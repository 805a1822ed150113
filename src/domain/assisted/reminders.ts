import { MINUTE } from '../duration.ts'
import type { PublicationState } from '../publication.ts'
import { fillText, type ReasonTexts, type ReasonValues } from '../reasons/fillText.ts'

/** When people are told of a task: that it comes, that it is due, that it still waits. */
export type ReminderPhase = 'after' | 'before' | 'due'

/** Until somebody says otherwise. */
const DEFAULT_MINUTES = 30

/** How long before or after the time an account reminds, in minutes; 0 never. */
export function remindMinutesOf(
  settings: Readonly<Record<string, unknown>>,
  name: 'remindAfterMinutes' | 'remindBeforeMinutes',
): number {
  const minutes = settings[name]

  return typeof minutes === 'number' && minutes >= 0 ? minutes : DEFAULT_MINUTES
}

export interface DecideReminderArgs {
  /** 0 tells nobody. */
  afterMinutes: number
  /** 0 tells nobody. */
  beforeMinutes: number
  dueAt: Date
  now: Date
  state: PublicationState
}

/** Decides of what people are to be told now; each phase is told once, which the caller sees to. */
export function decideReminder(args: DecideReminderArgs): ReminderPhase | null {
  const { afterMinutes, beforeMinutes, dueAt, now, state } = args
  const pastMs = now.getTime() - dueAt.getTime()

  if (state === 'armed') {
    return pastMs < 0 && -pastMs <= beforeMinutes * MINUTE ? 'before' : null
  }

  if (state !== 'awaiting-operator') {
    return null
  }

  return afterMinutes > 0 && pastMs >= afterMinutes * MINUTE ? 'after' : 'due'
}

const TEXTS = {
  after: {
    en: 'Still to be published by hand: “{{title}}” on {{channel}}, due {{time}}[, task of {{assignee}}]. {{url}}',
    zh: '仍未发布：《{{title}}》应于 {{time}} 发到「{{channel}}」[，负责人 {{assignee}}]。{{url}}',
  },
  before: {
    en: 'Get ready: “{{title}}” is to be published by hand on {{channel}} at {{time}}[, task of {{assignee}}]. {{url}}',
    zh: '请准备：《{{title}}》将于 {{time}} 人工发到「{{channel}}」[，负责人 {{assignee}}]。{{url}}',
  },
  due: {
    en: 'Publish by hand now: “{{title}}” on {{channel}}, due {{time}}[, task of {{assignee}}]. {{url}}',
    zh: '现在请发布：《{{title}}》到「{{channel}}」，应发时间 {{time}}[，负责人 {{assignee}}]。{{url}}',
  },
} satisfies ReasonTexts & Record<ReminderPhase, unknown>

export interface SayReminderArgs {
  language: 'en' | 'zh'
  phase: ReminderPhase
  values: ReasonValues
}

export const sayReminder = ({ language, phase, values }: SayReminderArgs): string =>
  fillText(TEXTS[phase], values, language)
