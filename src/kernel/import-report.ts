/**
 * What every import by file answers: what it would change or has changed, and everything that is wrong with the
 * file, by row and column. Contracts use the schemas; `csv.ts` reads the file.
 */
import { z } from 'zod'
import type { FileColumn } from './operation.ts'
import { Refused, refusalTable } from './refusal.ts'

export const importRefusals = refusalTable({
  import_unreadable: {
    kind: 'invalid',
    message:
      'The file is not readable as CSV: {reason} in row {row}. Export it again as comma-separated UTF-8.',
  },
  import_columns_wrong: {
    kind: 'invalid',
    message: 'The header row does not fit: {problem}. Expected are {expected}.',
  },
  import_has_errors: {
    kind: 'invalid',
    message:
      '{errors} cells are wrong and nothing was imported. Correct the rows listed and import the file again.',
  },
})

/** The codes every import may refuse with, for the contracts that import. */
export const importRefusalCodes = Object.keys(importRefusals)

/** Something wrong with one cell. Rows count as a spreadsheet shows them: the header is row 1. */
export interface RowError {
  readonly row: number
  readonly column: string
  readonly message: string
  /** What is wrong, for programs and for other languages, with the values its words are filled from. */
  readonly code?: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** What is wrong with a cell, without the cell. */
export type CellProblem = Omit<RowError, 'row' | 'column'>

/**
 * The fields every import takes, of a file with such columns; a room adds its own. Keep `content` out of the journal with
 * `unjournaled`. The columns travel in the schema as `x-columns`, so that a screen can name them before there is a file.
 */
export const importInput = (columns: Readonly<Record<string, FileColumn>>) => ({
  content: z
    .string()
    .min(1)
    .max(60_000_000)
    .meta({
      description: 'The CSV file as text: comma-separated, UTF-8, with a header row.',
      'x-columns': Object.values(columns),
    }),
  dryRun: z.boolean().default(false).meta({
    description: 'Reports what would change and every error, and changes nothing.',
  }),
})

/** What an import answers. */
export const importReport = z.object({
  dryRun: z.boolean(),
  rows: z.int().meta({ description: 'Rows read, the header not counted.' }),
  create: z.int().meta({ description: 'Records that are new.' }),
  update: z.int().meta({ description: 'Records that change.' }),
  unchanged: z.int().meta({ description: 'Records that are already as the file says.' }),
  ignoredColumns: z.array(z.string()).meta({ description: 'Columns of the file this import does not know.' }),
  errors: z
    .array(
      z.object({
        row: z.int(),
        column: z.string(),
        message: z.string(),
        code: z.string().optional(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .meta({
      description: 'Everything wrong with the file. Only a dry run lists it here; an import refuses.',
    }),
  sample: z
    .array(
      z.object({
        row: z.int(),
        action: z.enum(['create', 'update']),
        record: z.record(z.string(), z.json()),
      }),
    )
    .meta({ description: 'The first records that are new or change.' }),
})

/** How many records a report shows. */
export const SAMPLE_SIZE = 5

/** Refuses the import with all its errors in one answer, or does nothing when there is none. */
export function refuseRowErrors(errors: readonly RowError[]): void {
  if (errors.length === 0) return
  const problems = [...errors]
    .sort((one, other) => one.row - other.row)
    .map(({ row, column, ...problem }) => ({
      pointer: `/rows/${row}/${column.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      ...problem,
    }))
  throw new Refused('import_has_errors', { errors: errors.length }, problems)
}
