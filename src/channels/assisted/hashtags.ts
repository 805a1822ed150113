/** `#话题`: ends at the first space or sign, so these are taken out. */
export const hashtag = (topic: string): string => `#${topic.replace(/[^\p{L}\p{N}_]+/gu, '_')}`
