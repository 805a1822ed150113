const BODY = 'font-size:16px;line-height:1.75;color:#3f3f3f;'

/**
 * How each element looks in an article; WeChat keeps styles only where they stand on the element itself.
 *
 * What is not named here is left out, with what it shows kept.
 */
export const STYLES: Readonly<Record<string, string>> = {
  a: 'color:#576b95;text-decoration:none;',
  aside: 'margin:16px 0;padding:12px;border:1px solid #eee;border-radius:8px;',
  blockquote: 'margin:16px 0;padding:8px 16px;border-left:4px solid #ddd;color:#6a6a6a;',
  br: '',
  code: 'padding:2px 4px;border-radius:4px;background:#f5f5f5;font-size:14px;',
  em: 'font-style:italic;',
  figure: 'margin:16px 0;text-align:center;',
  h1: 'margin:24px 0 12px;font-size:22px;font-weight:bold;line-height:1.4;',
  h2: 'margin:24px 0 12px;font-size:20px;font-weight:bold;line-height:1.4;',
  h3: 'margin:20px 0 10px;font-size:18px;font-weight:bold;line-height:1.4;',
  h4: 'margin:16px 0 8px;font-size:16px;font-weight:bold;line-height:1.4;',
  h5: 'margin:16px 0 8px;font-size:16px;font-weight:bold;line-height:1.4;',
  h6: 'margin:16px 0 8px;font-size:16px;font-weight:bold;line-height:1.4;',
  hr: 'margin:24px 0;border:0;border-top:1px solid #ddd;',
  img: 'max-width:100%;border-radius:4px;',
  li: `margin:4px 0;${BODY}`,
  ol: 'margin:0 0 16px;padding-left:24px;',
  p: `margin:0 0 16px;${BODY}`,
  pre: 'margin:16px 0;padding:12px;border-radius:8px;background:#f5f5f5;white-space:pre-wrap;',
  span: '',
  strong: 'font-weight:bold;',
  sub: '',
  sup: '',
  table: 'margin:16px 0;width:100%;border-collapse:collapse;',
  tbody: '',
  td: 'padding:8px;border:1px solid #ddd;font-size:14px;',
  th: 'padding:8px;border:1px solid #ddd;background:#f5f5f5;font-size:14px;font-weight:bold;',
  tr: '',
  ul: 'margin:0 0 16px;padding-left:24px;',
}
