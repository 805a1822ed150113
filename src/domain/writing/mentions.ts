import { escapeHtml } from '../escapeHtml.ts'

/** A body in both its forms. */
export interface Body {
  html: string
  text: string
}

/** Lets the accounts follow a body that it does not call by itself; `mention` says how, `@name` unless given. */
export function withMentions<Words extends Body>(
  body: Words,
  accounts: readonly string[],
  mention: (account: string) => string = atName,
): Words {
  const called = accounts
    .map(mention)
    .filter((call) => !isCalled(body.text, call))
    .join(' ')

  return called === ''
    ? body
    : {
        ...body,
        html: `${body.html}<p>${escapeHtml(called)}</p>`,
        text: [body.text, called].filter((part) => part !== '').join('\n\n'),
      }
}

/** Whether a text already calls somebody so, and not somebody whose name only begins alike. */
const isCalled = (text: string, call: string): boolean =>
  text
    .split(call)
    .slice(1)
    .some((rest) => !/^[\p{L}\p{N}_-]/u.test(rest))

const atName = (account: string): string => `@${account}`
