/** Texts of the media library. */
export const en = {
  media: {
    duplicates: 'Already in the library',
    duplicatesHelp: 'Use one of these instead of keeping the picture twice.',
    failed: '{{count}} could not be made; look at their pages',
    finished: '{{done}} of {{total}} done',
    hiddenUse: 'something that you may not open',
    made: '{{width}} × {{height}}, {{size}} kB',
    making: 'being made',
    notMade: 'made when it is opened',
    progress: 'Progress of making renditions anew',
    renditions: 'Pictures for the platforms',
    renditionsHelp: 'Cut around the focal point, in the size and format of each place.',
    rerender: 'Make renditions of {{count}} anew',
    same: 'the same file',
    similar: 'looks the same',
    underWay: '{{done}} of {{total}} …',
    unused: 'Nowhere so far.',
    uses: 'Used in',
  },
}

export const zh: typeof en = {
  media: {
    duplicates: '素材库中已有',
    duplicatesHelp: '可直接选用已有素材，不必重复保存。',
    failed: '{{count}} 个未能生成，请打开素材查看',
    finished: '已完成 {{done}} / {{total}}',
    hiddenUse: '您无权查看的内容',
    made: '{{width}} × {{height}}，{{size}} kB',
    making: '正在生成',
    notMade: '打开时生成',
    progress: '重新生成的进度',
    renditions: '各平台图片',
    renditionsHelp: '按焦点裁切，符合各平台的尺寸与格式。',
    rerender: '重新生成 {{count}} 个素材的平台图片',
    same: '同一文件',
    similar: '画面相似',
    underWay: '{{done}} / {{total}} …',
    unused: '尚未使用。',
    uses: '使用位置',
  },
}
