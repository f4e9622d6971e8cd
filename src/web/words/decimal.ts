/** Decimals as people type them, by the sign their country puts before the fraction; they travel with a point. Pure. */

export type Sign = '.' | ','

const separators = /[\s'’]/g

/**
 * `1 234,5` as `1234.5`. The sign of the other countries groups thousands where it can (`21,000` is twenty-one thousand
 * where a point comes before the fraction), and is the sign of a fraction where it cannot (`7,5`).
 */
export function readDecimal(text: string, sign: Sign): string {
  const other = sign === '.' ? ',' : '.'
  const bare = text.replaceAll(separators, '')
  if (bare.includes(sign) && bare.includes(other)) {
    const last = bare.lastIndexOf(sign) > bare.lastIndexOf(other) ? sign : other
    return bare.replaceAll(last === ',' ? '.' : ',', '').replace(last, '.')
  }
  if (!bare.includes(other)) return bare.replace(sign, '.')
  const groups = bare.replace(/^-/, '').split(other)
  const isGrouped = groups.every((group, at) => (at === 0 ? /^[1-9]\d{0,2}$/ : /^\d{3}$/).test(group))
  return isGrouped ? bare.replaceAll(other, '') : bare.replace(other, '.')
}

/** A decimal as it travels, as one would type it. */
export const writeDecimal = (decimal: string, sign: Sign): string => decimal.replace('.', sign)
