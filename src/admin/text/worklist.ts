/** Texts of the list of what is late and waits for an answer, and of acts on many publications. */
export const en = {
  bulk: {
    done: '{{count}} done',
    more: 'There are more; repeat it for the rest.',
    redrive: 'Try {{count}} again',
    redriveAsk:
      '{{count}} publications are sent again, those of one channel a tenth of a second apart. What does not fit is left alone.',
    refused: '{{count}} left alone',
    selected: '{{count}} selected',
  },
  worklist: {
    all: 'Select all',
    count: '{{count}} wait for an answer',
    empty: 'Nothing waits for an answer.',
    help: 'These fell due while they could not go out, and their schedules say to ask. Publish what still makes sense; skip the rest.',
    late: '{{time}} late',
    nav: 'Late: to decide',
    none: 'Select publications to answer several at once.',
    publish: 'Publish now',
    publishMany: 'Publish {{count}}',
    select: 'Select {{title}}, {{channel}}',
    skip: 'Skip',
    skipMany: 'Skip {{count}}',
    title: 'Late: to decide',
  },
}

export const zh: typeof en = {
  bulk: {
    done: '已处理 {{count}} 条',
    more: '还有更多，请再次操作。',
    redrive: '重试 {{count}} 条',
    redriveAsk: '{{count}} 条发布记录将再次发送，同一渠道每隔 0.1 秒一条；状态不符的保持原样。',
    refused: '{{count}} 条保持原样',
    selected: '已选 {{count}} 条',
  },
  worklist: {
    all: '全选',
    count: '{{count}} 条待决定',
    empty: '没有需要决定的内容。',
    help: '以下内容到期时未能发出，其排期要求由人决定：仍有意义的立即发布，其余跳过。',
    late: '已晚 {{time}}',
    nav: '逾期待决定',
    none: '勾选后可一次处理多条。',
    publish: '立即发布',
    publishMany: '立即发布 {{count}} 条',
    select: '选择《{{title}}》，{{channel}}',
    skip: '跳过',
    skipMany: '跳过 {{count}} 条',
    title: '逾期待决定',
  },
}
