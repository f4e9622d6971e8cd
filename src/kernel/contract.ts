/**
 * Contracts: what a command or query is called, takes, gives and refuses. Every surface (REST, CLI, OpenAPI,
 * process service tasks, permissions) is derived from these. Browsers import contracts, so this file and every
 * room's contract.ts depend on nothing but zod and the kernel's pure files.
 */
import { z } from 'zod'
import { formatMoney, isCurrency, type Money, parseDecimal, parseMoney, RATE_SCALE } from './money.ts'

/**
 * How far a permission reaches: every record, those of the projects one manages, or one's own. A contract names
 * the narrower scopes its handler honours; `all` is always honoured.
 */
export type Scope = 'all' | 'project' | 'own'

/** The role every active principal holds without being given it: sign out, ask what one may do, see one's own tasks. */
export const EVERYONE = 'everyone'

interface ContractBase<I extends z.ZodType, O extends z.ZodType> {
  /** `room.verb`: the permission, REST operation, CLI verb, service-task type and journal activity. */
  readonly name: string
  /** One sentence for people; the first line of its page in the API reference. */
  readonly summary: string
  readonly input: I
  readonly output: O
  /** Codes this operation may refuse with, besides the kernel's own. */
  readonly refusals: readonly string[]
  /** The input field that names the one object it is about; it moves into the REST path. */
  readonly target?: string
  /** The shipped roles that may run it, each with how far its permission reaches. Firms add roles of their own. */
  readonly roles: Readonly<Record<string, Scope>>
  /** The narrower scopes the handler honours; a role may not be given a scope that is not listed. */
  readonly scopes?: readonly Scope[]
  /** Inputs as they look on the wire; each must parse. */
  readonly examples: readonly z.input<I>[]
  /** Top-level input and output fields kept out of the journal because they are large: files whose hash is enough. */
  readonly unjournaled?: readonly string[]
  /**
   * Top-level input and output fields that are secrets: kept out of the journal and of the hash an idempotency
   * key is compared by. A repeated request is answered without them.
   */
  readonly secrets?: readonly string[]
  /** Answers callers who are not signed in (sign-in itself, health). */
  readonly open?: boolean
}

export interface CommandContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ContractBase<I, O> {
  readonly kind: 'command'
  /** Kinds of object it changes, as written in the journal. */
  readonly touches: readonly string[]
  /** Honours If-Match: the handler compares the revision the caller has read. */
  readonly versioned?: boolean
  /**
   * Segregation of duties: nobody who ran one of these commands on the target, or in whose name it was run, may run
   * this one on it, nor may who holds the authority of somebody who did. Read from the journal.
   */
  readonly notAfter?: readonly string[]
  /** For a command about many objects: the input field with their ids. Segregation of duties is read for each. */
  readonly targets?: string
}

export interface QueryContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ContractBase<I, O> {
  readonly kind: 'query'
  /**
   * The kinds of object it gives the records of, as the journal writes them, where its name does not say so:
   * `timesheets.list` and `billing.getInvoice` say it. Who may run it is told when such an object changes.
   */
  readonly shows?: readonly string[]
}

export type Contract = CommandContract | QueryContract

export function command<I extends z.ZodType, O extends z.ZodType>(
  contract: Omit<CommandContract<I, O>, 'kind'>,
): CommandContract<I, O> {
  return { kind: 'command', ...contract }
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  contract: Omit<QueryContract<I, O>, 'kind'>,
): QueryContract<I, O> {
  return { kind: 'query', ...contract }
}

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>

export const id = z.uuid().meta({ description: 'A UUID.' })

/** Every calendar we meet agrees on the days since then, and every database stores them. */
const FIRST_YEAR = '1000'
const isStorable = (text: string) => text >= FIRST_YEAR

/** A calendar day. */
export const plainDate = z.iso
  .date()
  .refine(isStorable, { message: 'must be a day since the year 1000' })
  .meta({ description: 'A calendar day, YYYY-MM-DD.' })

/** A moment in UTC. */
export const instant = z
  .codec(
    z.iso.datetime({ offset: true }).refine(isStorable, { message: 'must be a moment since the year 1000' }),
    z.instanceof(Temporal.Instant),
    {
      decode: (text) => Temporal.Instant.from(text),
      encode: (moment) => moment.toString(),
    },
  )
  .meta({ description: 'A moment, ISO 8601 with offset.' })

/** How decimal text is spelt; how many digits it may have is checked apart. */
const DECIMAL = '^-?\\d+(\\.\\d+)?$'

/** Decimal text with at most `scale` digits after the point; numbers with a point never travel as JSON numbers. */
export const decimal = (scale: number) =>
  z
    .string()
    .refine((text) => parseDecimal(text, scale) !== null, {
      message: `must be a decimal with at most ${scale} digits after the point, as text`,
    })
    .meta({
      description: `Decimal text, at most ${scale} digits after the point.`,
      pattern: DECIMAL,
    })

export const currency = z
  .string()
  .refine(isCurrency, { message: 'must be an ISO 4217 currency code' })
  .meta({ description: 'ISO 4217 currency code.', example: 'EUR', 'x-choices': 'currency' })

/** An amount of money: decimal text in major units on the wire, whole minor units inside. */
export const money = z
  .codec(
    z.strictObject({ amount: z.string().meta({ example: '1234.50', pattern: DECIMAL }), currency }),
    z.custom<Money>((value) => typeof value === 'object' && value !== null && 'minor' in value),
    {
      decode: (wire, payload): Money => {
        const parsed = parseMoney(wire.amount, wire.currency)
        if (parsed) return parsed
        payload.issues.push({
          code: 'custom',
          input: wire,
          path: ['amount'],
          message: `must be a decimal as text, of at most 16 digits and with no more after the point than ${wire.currency} has`,
        })
        return z.NEVER
      },
      encode: (value) => ({ amount: formatMoney(value), currency: value.currency }),
    },
  )
  .meta({ description: 'An amount of money, as decimal text in major units with its currency.' })

/** A price per hour or unit with up to six decimals. */
export const rate = z
  .strictObject({ amount: decimal(RATE_SCALE), currency })
  .meta({ description: 'A price per hour or unit, up to six decimals.' })

export const LIST_LIMIT_MAX = 200

/** Input of a list: its filters, one sort (a leading minus turns it round), a page size and the cursor of the last page. */
export function listInput<F extends z.ZodRawShape, const S extends readonly [string, ...string[]]>(
  filters: F,
  sorts: S,
) {
  const orders = sorts.flatMap((sort) => [sort, `-${sort}`]) as [
    S[number] | `-${S[number]}`,
    ...(S[number] | `-${S[number]}`)[],
  ]
  return z.strictObject({
    ...filters,
    sort: z.enum(orders).default(() => orders[0] as never),
    limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(50),
    cursor: z.string().optional(),
  })
}

/** Output of a list: the rows of this page and the cursor of the next, null on the last page. */
export function listOutput<R extends z.ZodType>(row: R) {
  return z.object({ items: z.array(row), nextCursor: z.string().nullable() })
}

/** Input of a list that can also be grouped: by one of these, into groups, or only the rows of one of them. */
export function groupedInput<
  F extends z.ZodRawShape,
  const S extends readonly [string, ...string[]],
  const G extends readonly [string, ...string[]],
>(filters: F, sorts: S, groups: G) {
  return listInput(
    {
      ...filters,
      groupBy: z.enum(groups).optional().meta({
        description:
          'Gives the groups of the rows by this, instead of the rows: those of a group are asked for with group.',
      }),
      group: z.string().max(500).optional().meta({
        description:
          'With groupBy: the rows of this group only, by its value; empty for the rows that have none.',
      }),
    },
    sorts,
  ).refine(
    (page: Readonly<{ group?: unknown; groupBy?: unknown }>) =>
      page.group === undefined || page.groupBy !== undefined,
    {
      path: ['group'],
      message: 'must come with groupBy',
    },
  )
}

const listGroup = z.object({
  value: z.string().nullable().meta({ description: 'What all its rows have; null for those without.' }),
  label: z.string().nullable().meta({ description: 'As people know it.' }),
  count: z.int(),
  amounts: z
    .record(z.string(), z.array(money))
    .meta({ description: 'The sums of its amounts by field, one a currency.' }),
  minutes: z.record(z.string(), z.int()).meta({ description: 'The sums of its times by field, in minutes.' }),
})

/** A group as it travels. */
export type WireGroup = z.input<typeof listGroup>

/** Output of a list that can also be grouped. Groups are paged as rows are. */
export function groupedOutput<R extends z.ZodType>(row: R) {
  return listOutput(row).extend({
    groups: z
      .array(listGroup)
      .optional()
      .meta({ description: 'The groups, where they were asked for; there are no items then.' }),
  })
}
