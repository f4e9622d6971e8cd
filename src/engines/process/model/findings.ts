/** What the check of a model has to say, one finding an element and cause, all of them at once. */

/** `error` keeps the model from being deployed; `warning` tells the author what is likely not meant. */
export type Finding = Readonly<{
  severity: 'error' | 'warning'
  code: string
  /** The id of the element in the diagram; empty when the file as a whole is meant. */
  element: string
  name: string
  message: string
  cure: string
}>

/** Collects findings while a model is read. */
export type Findings = {
  readonly all: Finding[]
  /** Whether the model is in force already: what an earlier engine accepted is then read as it read it. */
  readonly inForce: boolean
  error(at: Located, code: string, message: string, cure: string): void
  warning(at: Located, code: string, message: string, cure: string): void
}

/** Anything with the id and name of a diagram's element. */
export type Located = Readonly<{ id?: string | undefined; name?: string | undefined }>

/** An empty collection of findings. */
export function collectFindings(inForce = false): Findings {
  const all: Finding[] = []
  const add =
    (severity: Finding['severity']) => (at: Located, code: string, message: string, cure: string) => {
      all.push({ severity, code, element: at.id ?? '', name: at.name ?? '', message, cure })
    }
  return { all, inForce, error: add('error'), warning: add('warning') }
}

/** Whether the model may be deployed. */
export function isDeployable(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity !== 'error')
}
