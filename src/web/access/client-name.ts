/** What a browser calls itself, as people call it. Pure. */

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

const found = (names: readonly (readonly [RegExp, string])[], text: string) =>
  names.find(([sign]) => sign.test(text))?.[1]

/** `Firefox · Linux` of a user agent; a program's own name as it is; null when nothing is known. */
export function clientOf(client: string | null): string | null {
  if (!client) return null
  const parts = [found(browsers, client), found(systems, client)].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' · ') : client
}
