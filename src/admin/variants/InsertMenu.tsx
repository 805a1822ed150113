'use client'

import { Popup, PopupList } from '@payloadcms/ui'

import { HASHTAG_SETS, SNIPPETS } from '../../domain/slugs.ts'
import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useInserts } from './useInserts.ts'

interface InsertMenuProps {
  channelId: string
  onInsert: (text: string) => void
  onTopics: (topics: readonly string[], label: string) => void
  variables: ChannelPreview['variables']
}

/** Puts a variable or a snippet where the caret stands, and the topics of a set behind those that are there. */
export function InsertMenu({ channelId, onInsert, onTopics, variables }: InsertMenuProps) {
  const { say } = useText()
  const { admin } = useUrls()
  const { inserts, load } = useInserts(channelId)

  return (
    <Popup
      button={say('insert:open')}
      buttonClassName="drumbeat-insert__button"
      className="drumbeat-insert"
      noBackground
      onToggleOpen={(isOpen) => {
        if (isOpen) {
          void load()
        }
      }}
      portalClassName="drumbeat-insert__menu"
      size="large"
    >
      <PopupList.ButtonGroup>
        <PopupList.GroupLabel label={say('insert:variables')} />
        {variables.map(({ label, name, value }) => (
          <PopupList.Button key={name} onClick={() => onInsert(`{{${name}}}`)}>
            <Choice name={label} what={value ?? say('insert:noValue')} />
          </PopupList.Button>
        ))}
        <PopupList.GroupLabel label={say('insert:snippets')} />
        {inserts.snippets.map(({ id, name, text }) => (
          <PopupList.Button key={id} onClick={() => onInsert(text)}>
            <Choice name={name} what={text} />
          </PopupList.Button>
        ))}
        <PopupList.Button href={admin(`/collections/${SNIPPETS}`)}>{say('insert:toSnippets')}</PopupList.Button>
        <PopupList.GroupLabel label={say('insert:hashtagSets')} />
        {inserts.hashtagSets.map(({ id, name, topics }) => (
          <PopupList.Button key={id} onClick={() => onTopics(topics, name)}>
            <Choice name={name} what={topics.map((topic) => `#${topic}`).join(' ')} />
          </PopupList.Button>
        ))}
        <PopupList.Button href={admin(`/collections/${HASHTAG_SETS}`)}>{say('insert:toHashtagSets')}</PopupList.Button>
      </PopupList.ButtonGroup>
    </Popup>
  )
}

const Choice = ({ name, what }: { name: string; what: string }) => (
  <span className="drumbeat-insert__choice">
    <span>{name}</span>
    <span className="drumbeat-muted">{what}</span>
  </span>
)
