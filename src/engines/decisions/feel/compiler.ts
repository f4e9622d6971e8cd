import type { SyntaxNode } from '@lezer/common'
import { DecisionError, lineAndColumn } from '../decision-error.ts'
import { childrenOf, type Source, textOf } from './parse.ts'
import type { Run } from './run.ts'
import type { Code, Env } from './scope.ts'
import type { FeelType } from './type.ts'

/** What every part of the compiler needs: the text, the names in force, and the types a model defines. */
export interface Compiler {
  readonly source: Source
  /** A type of the surrounding model by name, or undefined. */
  readonly namedType: (name: string) => FeelType | undefined
  /** Takes what is wrong with a part that can be null for once, so that the rest can be tried; throws where it must not. */
  readonly reject: (error: DecisionError) => void
  /** Told of each function that is called by a name nobody has given a meaning. */
  readonly unknownFunction: (name: string) => void
  /** Compiles any expression node; the dispatcher, handed down so that the families need not import it. */
  readonly compile: (node: SyntaxNode, env: Env) => Code
}

/** The named parts of a node, in order; brackets, keywords and comments are left out by the callers. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node)
}

/** The child at a place; a tree without syntax errors always has it. */
export function part(nodes: readonly SyntaxNode[], index: number): SyntaxNode {
  const node = nodes.at(index)
  if (node === undefined) throw new Error('a node of the syntax tree misses a part')
  return node
}

/** A name as written, its parts joined by one space (`monthly   salary` is `monthly salary`). */
export function nameText(c: Compiler, node: SyntaxNode): string {
  const text = textOf(c.source, node)
  return text.startsWith('`') ? text.slice(1, -1) : text.replace(/\s+/g, ' ').trim()
}

/** Notes something the standard answers with null although the author hardly meant it. */
export type Warn = (run: Run, message: string) => null

/** A warner for the place of a node. Line and column are worked out only when it warns. */
export function warner(c: Compiler, node: SyntaxNode): Warn {
  const { text } = c.source
  const from = node.from
  return (run, message) => {
    run.warn({ message, text, ...lineAndColumn(text, from) })
    return null
  }
}

export function unsupported(c: Compiler, node: SyntaxNode, message: string): DecisionError {
  return new DecisionError('expression_syntax', message, lineAndColumn(c.source.text, node.from))
}
