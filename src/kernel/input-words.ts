/** What is wrong with a field, in words for whoever filled it in. A schema that brings words of its own keeps them. */
import type { z } from 'zod'

const formats: Readonly<Record<string, string>> = {
  uuid: 'must be an id (a UUID)',
  date: 'must be a day that there is, written YYYY-MM-DD',
  datetime: 'must be a moment with its offset, written 2026-03-02T09:00:00Z',
  email: 'must be an e-mail address',
  url: 'must be a web address',
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const limit = (origin: string, words: string): string =>
  origin === 'array'
    ? `must have ${words} entries`
    : `must be ${words}${origin === 'string' ? ' characters' : ''}`

/** The words for an issue; undefined leaves those of Zod. */
export function inputWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return 'is needed'
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] && `must be ${kinds[issue.expected]}`
    case 'invalid_format':
      return formats[issue.format]
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `has no field called ${issue.keys.join(', ')}`
    case 'too_big':
      return limit(issue.origin, `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`)
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty'
      return limit(issue.origin, `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`)
    default:
      return undefined
  }
}
