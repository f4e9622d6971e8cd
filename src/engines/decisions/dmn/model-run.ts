import { type Clock, type Limits, Run } from '../feel/run.ts'
import type { Value } from '../feel/value.ts'

/** A rule that hit, as the audit keeps it. */
export interface RuleHit {
  /** Id of the table, of the rule, and the rule's number from 1. */
  readonly table: string
  readonly rule: string
  readonly index: number
  readonly annotations: ReadonlyMap<string, string>
  readonly outputs: ReadonlyMap<string, Value>
}

/** A table that was evaluated: what its columns saw and which rules hit. */
export interface TableRecord {
  readonly table: string
  readonly inputs: ReadonlyMap<string, Value>
  readonly hits: readonly RuleHit[]
}

/** How many evaluations of tables one trace keeps. */
const RECORDS_MAX = 10_000

/** The evaluation of a model: a run that also remembers the tables it went through. */
export class ModelRun extends Run {
  /** Whether an input that is not of its type counts as null instead of being refused. */
  readonly lenient: boolean
  #tables: TableRecord[] = []
  #recorded = 0

  constructor(clock: Clock, limits: Limits, lenient: boolean) {
    super(clock, limits)
    this.lenient = lenient
  }

  /** Keeps a table's record. A knowledge model called in a long iteration would fill the memory; then it is told. */
  record(table: TableRecord): void {
    this.#recorded += 1
    if (this.#recorded <= RECORDS_MAX) this.#tables.push(table)
    if (this.#recorded !== RECORDS_MAX + 1) return
    const message = `More than ${RECORDS_MAX} tables were evaluated: the rules of the further ones are not in the trace.`
    this.warn({ message, text: table.table, line: 1, column: 1 })
  }

  /** Runs a decision and answers with the tables evaluated for it alone, not for those it requires. */
  recording<T>(work: () => T): { result: T; tables: readonly TableRecord[] } {
    const outer = this.#tables
    this.#tables = []
    try {
      return { result: work(), tables: this.#tables }
    } finally {
      this.#tables = outer
    }
  }
}
