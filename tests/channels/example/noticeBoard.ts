import {
  badAnswer,
  type ChannelAdapter,
  type ChannelKind,
  type ChannelManifest,
  type ChannelOptions,
  createApi,
  errorTable,
  findLimitBreaches,
  readRendered,
  renderPost,
} from 'drumbeat/channels'

const manifest: ChannelManifest = {
  checkedOn: '2026-11-26',
  credentials: [
    {
      name: 'accessKey',
      help: { en: 'On the board under Settings, Access.', zh: '在公告板的“设置 - 访问”页查看。' },
      label: { en: 'Access key', zh: '访问密钥' },
      required: true,
    },
  ],
  deduplication: 'native-key',
  kind: 'notice-board',
  label: { en: 'Notice board', zh: '社区公告板' },
  limits: { text: { max: 500, unit: 'grapheme' }, title: { max: 40, unit: 'half-width' } },
  liveCheck: {
    impossible: { en: 'Every call to the board puts up a notice.', zh: '公告板的每次调用都会发布公告。' },
  },
  mode: 'api',
  settings: [
    {
      name: 'baseUrl',
      type: 'url',
      help: {
        en: 'Where the board is, such as https://board.example.',
        zh: '公告板的网址，例如 https://board.example。',
      },
      label: { en: 'Base address', zh: '网址' },
      required: true,
    },
  ],
}

const errors = errorTable([
  { class: 'reauth-user', codes: [1001] },
  { class: 'rejected-content', codes: [2001, 2002] },
  { class: 'throttled', codes: [3001], waitMs: 60_000 },
])

function createNoticeBoard({ account, clock, fetch, publicUrl }: ChannelOptions): ChannelAdapter {
  const accessKey = account.credentials['accessKey'] ?? ''
  const api = createApi({
    clock,
    errors,
    fetch,
    name: 'Notice board',
    // The board answers 200 and {"code": 0} for yes, {"code": 2001, "message": "…", "trace": "…"} for no.
    readFailure: ({ body: { code, message, trace } }) =>
      typeof code === 'number' && code !== 0 ? { code, detail: String(message), requestId: String(trace) } : null,
    secrets: [accessKey],
  })

  return {
    async commit({ content, publicationId, signal }) {
      const { body } = await api({
        headers: { authorization: `Bearer ${accessKey}`, 'idempotency-key': publicationId },
        json: content.rendered,
        signal,
        url: `${String(account.settings['baseUrl'])}/notices`,
      })

      if (typeof body['id'] !== 'string') {
        throw badAnswer('Notice board')
      }

      return { remoteId: body['id'], state: 'published' }
    },
    manifest,
    render({ locale, post, variant }) {
      const { text, title } = renderPost({ locale, post, publicUrl, variant })

      return { text, title }
    },
    validate: ({ content, limits }) => findLimitBreaches({ ...readRendered(content.rendered), limits }),
  }
}

export const noticeBoard: ChannelKind = { create: createNoticeBoard, manifest }
