import type { MediaSnapshot, PostSnapshot, VariantSnapshot } from '../../src/domain/content.ts'

/** A picture as a snapshot has it. */
export const aPicture = (changes: Partial<MediaSnapshot> = {}): MediaSnapshot => ({
  aiGenerated: false,
  alt: '海边的防晒乳',
  height: 1_200,
  id: '650000000000000000000001',
  mimeType: 'image/jpeg',
  renditions: { card: { height: 600, url: '/api/media/file/sun-card.jpg', width: 800 } },
  url: '/api/media/file/sun.jpg',
  width: 1_600,
  ...changes,
})

/** A film as a snapshot has it. */
export const aFilm = (changes: Partial<MediaSnapshot> = {}): MediaSnapshot =>
  aPicture({
    id: '650000000000000000000007',
    mimeType: 'video/mp4',
    renditions: {},
    url: '/api/media/file/sun.mp4',
    ...changes,
  })

/** A post in both languages, as arming would pin it. */
export const aPost = (changes: Partial<PostSnapshot> = {}): PostSnapshot => ({
  campaign: { id: '650000000000000000000002', name: '夏日大促' },
  cover: aPicture(),
  gallery: [aPicture({ id: '650000000000000000000003', url: '/api/media/file/beach.jpg' })],
  id: '650000000000000000000004',
  kind: 'note',
  locales: {
    en: {
      excerpt: 'Two fingers, every two hours.',
      html: '<p>Reapply.</p>',
      text: 'Reapply.',
      title: 'Summer sun care',
    },
    zh: { excerpt: '两指量，两小时补一次。', html: '<p>记得补涂。</p>', text: '记得补涂。', title: '夏日防晒攻略' },
  },
  slug: 'xia-ri-fang-shai',
  topics: ['防晒', '夏日护肤'],
  versionId: '650000000000000000000005',
  ...changes,
})

/** A variant whose text takes three posts of 300 characters. */
export const aLongText = (beginning = '防晒'): VariantSnapshot => ({
  firstComment: null,
  media: [],
  text: beginning + '出门前半小时涂两指的量，两小时补一次；游泳和出汗之后马上再补。'.repeat(21),
  title: null,
})
