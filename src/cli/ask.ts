/** Asks a person on the terminal, or reads the answers as lines of standard input. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export interface Question {
  readonly question: string
  /** What was said already; then nobody is asked. */
  readonly known?: string | undefined
  /** What is typed is not shown. */
  readonly secret?: boolean
}

/** The answers in the order of the questions. */
export async function askFor(questions: readonly Question[]): Promise<string[]> {
  let silent = false
  const output = new Writable({
    write(part, _encoding, done) {
      if (!silent) process.stderr.write(part)
      done()
    },
  })
  const isTerminal = process.stdin.isTTY === true
  const lines = createInterface({ input: process.stdin, output, terminal: isTerminal })
  const answers: string[] = []
  try {
    for (const { question, known, secret } of questions) {
      const answer = known === undefined ? lines.question(question) : known
      silent = secret === true
      answers.push(await answer)
      if (secret && isTerminal) process.stderr.write('\n')
      silent = false
    }
    return answers
  } finally {
    lines.close()
  }
}
