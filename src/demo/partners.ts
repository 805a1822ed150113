import type { PartnerTier, PartnerType } from '../domain/partner.ts'
import type { Platform } from '../domain/platforms.ts'

export interface DemoPartner {
  categories: readonly string[]
  city: string
  followers: number
  handle: string
  name: string
  platform: Platform
  /** In minor units, for one note or video. */
  price: number
  tier: PartnerTier
  type: PartnerType
}

/** Twelve partners of mixed reach; none of them is a real person. */
export const demoPartners: readonly DemoPartner[] = [
  partner('林小满', 'lin_xiaoman', 'xiaohongshu', 'kol', 'mid', 286_000, 1_200_000, '杭州', ['彩妆', '口红']),
  partner('阿梨同学', 'ali_skin', 'xiaohongshu', 'kol', 'micro', 68_000, 380_000, '成都', ['护肤', '测评']),
  partner('桃子酱的化妆包', 'taozi_makeup', 'douyin', 'kol', 'macro', 1_320_000, 4_500_000, '广州', ['彩妆', '教程']),
  partner('豆花不加糖', 'douhua_vlog', 'bilibili', 'kol', 'mid', 214_000, 950_000, '重庆', ['护肤', '生活']),
  partner('配方师老周', 'laozhou_lab', 'weibo', 'kol', 'mid', 402_000, 1_600_000, '上海', ['成分', '科普']),
  partner('小区团长阿芳', 'afang_tuan', 'wechat', 'community-leader', 'nano', 1_860, 30_000, '苏州', ['团购', '家庭']),
  partner('团长李姐', 'lijie_tuan', 'wecom', 'community-leader', 'nano', 2_430, 30_000, '武汉', ['团购']),
  partner('糯米的梳妆台', 'nuomi_desk', 'xiaohongshu', 'koc', 'nano', 4_300, 20_000, '南京', ['平价', '学生']),
  partner('早八人小鹿', 'xiaolu_8am', 'xiaohongshu', 'koc', 'nano', 7_900, 25_000, '西安', ['学生', '护肤']),
  partner('空瓶收藏家', 'kongping', 'weibo', 'koc', 'nano', 9_200, 28_000, '长沙', ['空瓶', '测评']),
  partner('直播间的小夏', 'xiaxia_live', 'kuaishou', 'kol', 'macro', 980_000, 3_200_000, '临沂', ['直播', '护肤']),
  partner('《美妆周刊》', 'beauty_weekly', 'weibo', 'media', 'mid', 510_000, 2_000_000, '北京', ['行业', '资讯']),
]

function partner(
  name: string,
  handle: string,
  platform: Platform,
  type: PartnerType,
  tier: PartnerTier,
  followers: number,
  price: number,
  city: string,
  categories: readonly string[],
): DemoPartner {
  return { categories, city, followers, handle, name, platform, price, tier, type }
}
