import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'

import { AccountInput, type AccountInputProps } from '../../src/admin/channels/AccountInput.tsx'
import { BUILT_IN_KINDS } from '../../src/channels/builtInKinds.ts'
import type { AccountField } from '../../src/domain/channelAdapter.ts'
import { SECRET_MASK } from '../../src/domain/secretPatch.ts'

const aField = (changes: Partial<AccountField> = {}): AccountField => ({
  name: 'chatId',
  help: { en: 'Where it posts.', zh: '发到哪里。' },
  label: { en: 'Chat', zh: '频道' },
  required: true,
  ...changes,
})

const show = (props: Partial<AccountInputProps> = {}): string =>
  renderToStaticMarkup(
    createElement(AccountInput, {
      field: aField(),
      isDisabled: false,
      isSecret: false,
      language: 'zh',
      onChange: () => undefined,
      value: undefined,
      ...props,
    }),
  )

describe('AccountInput', () => {
  it('asks for a value in the reader’s language, with where to find it', () => {
    expect(show({ value: '@brand' })).toMatch(/频道.*value="@brand".*发到哪里。/)
    expect(show({ language: 'en' })).toMatch(/Chat.*Where it posts\./)
  })

  it('shows of a stored secret only that it is there', () => {
    const shown = show({ isSecret: true, value: SECRET_MASK })

    expect(shown).toContain('type="password"')
    expect(shown).toContain(`placeholder="${SECRET_MASK}"`)
    expect(shown).toContain('value=""')
    expect(shown).not.toContain('aria-required="true"')
  })

  it('shows a default where nothing is set', () => {
    expect(show({ field: aField({ default: 'https://api.example' }) })).toContain('placeholder="https://api.example"')
    expect(show({ field: aField({ default: true, type: 'boolean' }) })).toContain('checked=""')
  })

  it('offers choices by their labels', () => {
    const options = [{ label: { en: 'Public', zh: '公开' }, value: 'public' }]

    expect(show({ field: aField({ options, type: 'select' }), value: 'public' })).toContain(
      '<option value="public" selected="">公开</option>',
    )
  })

  it.each(BUILT_IN_KINDS.map(({ manifest }) => [manifest.kind, manifest] as const))(
    'asks for everything that %s describes',
    (_kind, { credentials, settings }) => {
      for (const field of [...settings, ...credentials]) {
        expect(show({ field, isSecret: credentials.includes(field) })).toContain(`id="account-${field.name}"`)
      }
    },
  )
})
