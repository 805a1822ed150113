/** Texts of the media library. */
export const en = {
  media: {
    duplicates: 'Already in the library',
    duplicatesHelp: 'Use one of these instead of keeping the picture twice.',
    same: 'the same file',
    similar: 'looks the same',
  },
}

export const zh: typeof en = {
  media: {
    duplicates: '素材库中已有',
    duplicatesHelp: '可直接选用已有素材，不必重复保存。',
    same: '同一文件',
    similar: '画面相似',
  },
}
