/** Texts of the preview per channel. */
export const en = {
  preview: {
    content: 'What exactly leaves',
    counter: '{{count}} of {{max}}',
    failed: 'The preview could not be made.',
    fine: 'Fits this channel.',
    images: 'Pictures',
    noChannels: 'Choose a channel to see the post as it would look there.',
    open: 'Channel preview',
    refresh: 'Refresh',
    saved: 'Shows the last saved draft.',
    text: 'Text',
    title: 'Preview per channel',
    titleLength: 'Title',
  },
}

export const zh: typeof en = {
  preview: {
    content: '实际发送的内容',
    counter: '{{count}} / {{max}}',
    failed: '无法生成预览。',
    fine: '符合该渠道的要求。',
    images: '图片',
    noChannels: '选择渠道，查看内容在该渠道的样子。',
    open: '渠道预览',
    refresh: '刷新',
    saved: '显示的是最近保存的草稿。',
    text: '正文',
    title: '各渠道预览',
    titleLength: '标题',
  },
}
