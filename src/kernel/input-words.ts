/**
 * What is wrong with a field: a code with its values for programs, and words for whoever filled it in. A schema that
 * brings words of its own keeps them, under the code `rule`.
 */
import type { z } from 'zod'

/** What is wrong, as a code with the values that fill its words. */
export interface InputProblem {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

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

const problem = (
  code: string,
  message: string,
  params: Readonly<Record<string, unknown>> = {},
): InputProblem => ({ code, params, message })

/** A limit of a list, a text or a number: `at_most` and the like, with what is counted. */
function limit(origin: string, code: string, words: string, bound: number | bigint): InputProblem {
  const of = origin === 'array' ? 'entries' : origin === 'string' ? 'characters' : null
  const message = origin === 'array' ? `must have ${words} ${bound} entries` : `must be ${words} ${bound}`
  return problem(of ? `${code}_${of}` : code, of === 'characters' ? `${message} characters` : message, {
    limit: Number(bound),
  })
}

/** The words for an issue; undefined leaves those of Zod. */
export const inputWords = (issue: z.core.$ZodRawIssue): string | undefined => knownProblem(issue)?.message

/** An issue with its words, as a code with values. It must hold the input it is about. */
export function problemOf(issue: z.core.$ZodIssue): InputProblem {
  const known = knownProblem(issue as z.core.$ZodRawIssue)
  return known?.message === issue.message ? known : problem('rule', issue.message)
}

/** What an issue is; undefined leaves it to the schema or to Zod. */
function knownProblem(issue: z.core.$ZodRawIssue): InputProblem | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return problem('missing', 'is needed')
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected]
      return kind ? problem(`not_${issue.expected}`, `must be ${kind}`) : undefined
    }
    case 'invalid_format': {
      const words = formats[issue.format]
      return words ? problem(`no_${issue.format}`, words) : undefined
    }
    case 'invalid_value': {
      const values = issue.values.map(String)
      const message = `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`
      return problem('not_offered', message, { values })
    }
    case 'unrecognized_keys':
      return problem('unknown_field', `has no field called ${issue.keys.join(', ')}`, { fields: issue.keys })
    case 'too_big': {
      const [code, words] = issue.inclusive ? ['at_most', 'at most'] : ['less_than', 'less than']
      return limit(issue.origin, code ?? '', words ?? '', issue.maximum)
    }
    case 'too_small': {
      if (issue.origin === 'string' && issue.minimum === 1) return problem('empty', 'must not be empty')
      const [code, words] = issue.inclusive ? ['at_least', 'at least'] : ['more_than', 'more than']
      return limit(issue.origin, code ?? '', words ?? '', issue.minimum)
    }
    default:
      return undefined
  }
}
