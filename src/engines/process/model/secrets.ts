/** Secrets and settings that Camunda 8 fills in, and nobody here: they would be null, or go out as they are written. */
import type { Findings } from './findings.ts'
import { type Item, isItem } from './item.ts'

/** `{{secrets.TOKEN}}` anywhere in a text. */
const placeholder = /\{\{\s*secrets\.([\w.-]+)\s*\}\}/g

/** `camunda.secrets.TOKEN`, and the variables of a cluster, in FEEL. */
const path = /\bcamunda\s*\.\s*(?:secrets|vars)\b(?:\s*\.\s*\w+)*/g

/** A text inside an expression names nothing. */
const literal = /"(?:\\.|[^"\\])*"/g

/** Tells of every secret that a text asks for. */
export function findSecretsIn(at: Item, raw: string, findings: Findings): void {
  const asked = [...raw.matchAll(placeholder)].map(([, name = '']) => `secrets.${name}`)
  if (raw.startsWith('='))
    asked.push(...[...raw.replaceAll(literal, '').matchAll(path)].map(([name]) => name.replaceAll(/\s/g, '')))
  for (const name of new Set(asked)) {
    const message = `It asks for ${name}: a process has no secrets here, and it would be empty.`
    const cure = 'Leave it out; what reaches another system keeps its secret where its connection is set up.'
    const told = findings.all.some((one) => one.element === at.id && one.message === message)
    if (!told) findings.error(at, 'secret_not_filled', message, cure)
  }
}

/** Tells of every secret that an extension asks for, in whatever part of it. */
export function findSecrets(at: Item, extension: Item, findings: Findings): void {
  for (const [name, value] of Object.entries(extension)) {
    if (name.startsWith('$')) continue
    if (typeof value === 'string') findSecretsIn(at, value, findings)
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isItem(part)) findSecrets(at, part, findings)
    }
  }
}
