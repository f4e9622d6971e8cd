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

/** The answers in the order of the questions. What nobody answers is empty. */
export async function askFor(questions: readonly Question[]): Promise<string[]> {
  return process.stdin.isTTY === true ? askPerson(questions) : readAnswers(questions)
}

async function askPerson(questions: readonly Question[]): Promise<string[]> {
  let silent = false
  const output = new Writable({
    write(part, _encoding, done) {
      if (!silent) process.stderr.write(part)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  const answers: string[] = []
  try {
    for (const { question, known, secret } of questions) {
      const answer = known === undefined ? lines.question(question) : known
      silent = secret === true
      answers.push(await answer)
      if (secret) process.stderr.write('\n')
      silent = false
    }
    return answers
  } finally {
    lines.close()
  }
}

/** Line after line: a question asked after its line has come would never be answered. */
async function readAnswers(questions: readonly Question[]): Promise<string[]> {
  const lines = createInterface({ input: process.stdin })
  const said = lines[Symbol.asyncIterator]()
  const answers: string[] = []
  try {
    for (const { known } of questions) {
      const line = known === undefined ? await said.next() : { value: known }
      answers.push(line.value ?? '')
    }
    return answers
  } finally {
    lines.close()
  }
}
