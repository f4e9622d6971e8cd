import type { SyntaxNode } from '@lezer/common'
import { type Compiler, nameText, part, parts, unsupported } from './compiler.ts'
import type { Code, Env } from './scope.ts'
import { builtinType, type FeelType, isInstance, unrestricted } from './type.ts'

/** A type after `instance of` or behind a parameter. */
export function compileType(c: Compiler, node: SyntaxNode): FeelType {
  const inner = node.name === 'Type' ? part(parts(node), 0) : node
  const nodes = parts(inner)
  switch (inner.name) {
    case 'ListType':
      return { kind: isRangeType(c, inner) ? 'range' : 'list', of: compileType(c, part(nodes, 2)) }
    case 'ContextType':
      return { kind: 'context', entries: new Map(entryTypes(c, part(nodes, 2))) }
    case 'FunctionType':
      return functionType(c, nodes)
    default: {
      const name = nameText(c, inner)
      const type = builtinType(name) ?? c.namedType(name)
      if (type === undefined)
        throw unsupported(c, inner, `There is no type "${name}". Define it, or check its name.`)
      return type
    }
  }
}

/** `function<number, string>->Any`: the types in brackets are the parameters, the last one is the result. */
function functionType(c: Compiler, nodes: readonly SyntaxNode[]): FeelType {
  const taken = nodes.find((n) => n.name === 'ArgumentTypes')
  const parameters = taken === undefined ? [] : parts(taken).map((n) => compileType(c, part(parts(n), 0)))
  return {
    kind: 'function',
    parameters: parameters.map((type) => ({ name: undefined, type })),
    result: compileType(c, part(nodes, -1)),
  }
}

/** `range<T>`, which the parser was given as `list<T>`. */
function isRangeType(c: Compiler, node: SyntaxNode): boolean {
  return c.source.text.startsWith('range', node.from)
}

function entryTypes(c: Compiler, node: SyntaxNode): [string, FeelType][] {
  return parts(node).map((entry) => {
    const nodes = parts(entry)
    return [nameText(c, part(nodes, 0)), compileType(c, part(nodes, -1))]
  })
}

/** `a instance of T`. */
export function compileInstanceOf(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const value = c.compile(part(nodes, 0), env)
  const type = unrestricted(compileType(c, part(nodes, -1)))
  return (scope) => isInstance(value(scope), type, scope.run)
}
