import type { SyntaxNode } from '@lezer/common'
import { keyText } from './compile-literals.ts'
import { type Compiler, part, parts } from './compiler.ts'
import { type Code, constantOf } from './scope.ts'
import { ANY, type FeelType, simpleType } from './type.ts'
import { isContext, isList, typeName, type Value } from './value.ts'

/**
 * The type an expression is seen to have without evaluating it, for the result of a function written in FEEL.
 * Undefined where only an evaluation would tell.
 */
export function inferType(c: Compiler, node: SyntaxNode, code: Code): FeelType | undefined {
  const fixed = constantOf(code)
  if (fixed !== undefined) return fixed === null ? undefined : typeOfValue(fixed)
  switch (node.name) {
    case 'Context':
      return contextType(c, node)
    case 'Conjunction':
    case 'Disjunction':
    case 'Comparison':
    case 'QuantifiedExpression':
    case 'InstanceOfExpression':
      return simpleType('boolean')
    default:
      return undefined
  }
}

/** The type of a context is that of its literal entries; entries that are calculated may be anything. */
function contextType(c: Compiler, node: SyntaxNode): FeelType {
  const entries = parts(node)
    .slice(1, -1)
    .map((entry): [string, FeelType] => {
      const nodes = parts(entry)
      return [keyText(c, part(nodes, 0)), literalType(c, part(nodes, 1)) ?? ANY]
    })
  return { kind: 'context', entries: new Map(entries) }
}

function literalType(c: Compiler, node: SyntaxNode): FeelType | undefined {
  switch (node.name) {
    case 'NumericLiteral':
      return simpleType('number')
    case 'StringLiteral':
      return simpleType('string')
    case 'BooleanLiteral':
      return simpleType('boolean')
    case 'Context':
      return contextType(c, node)
    default:
      return undefined
  }
}

function typeOfValue(value: Value): FeelType | undefined {
  if (isList(value)) return { kind: 'list', of: ANY }
  if (isContext(value)) {
    return {
      kind: 'context',
      entries: new Map([...value].map(([key, entry]) => [key, typeOfValue(entry) ?? ANY])),
    }
  }
  const name = typeName(value)
  if (name === 'list' || name === 'context' || name === 'function') return undefined
  return name === 'range' ? { kind: 'range', of: ANY } : simpleType(name)
}
