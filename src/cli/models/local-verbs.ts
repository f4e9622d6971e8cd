/** Verbs that work on files, without a server. One may have the name of a remote verb; then its words tell which is meant. */
import { columns } from '../rooms/help.ts'

export interface LocalVerb {
  readonly room: string
  readonly verb: string
  readonly summary: string
  readonly help: string
  /** Whether these words mean the file and not the server. */
  readonly isMeant: (words: readonly string[]) => boolean
  /** Runs it and gives the exit code. What it needs is loaded only then. */
  readonly run: (words: readonly string[]) => Promise<number>
}

/** The verb for what was typed after the room, or none when the server is meant. */
export function localVerb(room: string, verb: string, words: readonly string[]): LocalVerb | undefined {
  return verbs.find((one) => one.room === room && one.verb === verb && one.isMeant(words))
}

export const localVerbsOf = (room: string): readonly LocalVerb[] => verbs.filter((one) => one.room === room)

const moreAbout = 'docs/reference/run-models.md tells everything about it.'

const evaluate: LocalVerb = {
  room: 'decisions',
  verb: 'evaluate',
  summary: 'Makes decisions of a DMN file, without a server: decisions evaluate FILE --decision NAME.',
  // A deployed decision is named by a key and never with --decision, so the words alone say what is meant,
  // whether the file is there or not.
  isMeant: (words) =>
    words.some((word) => word === '--decision' || word.startsWith('--decision=')) ||
    /\.dmn$|[/\\]/i.test(words[0] ?? ''),
  run: async (words) => (await import('./evaluate-decision.ts')).evaluateFile(words),
  help: [
    'On a file, without a server (a file, or --decision, says that this is meant):',
    '',
    'Usage: throughline decisions evaluate FILE --decision NAME [--decision NAME …] [--json INPUTS]',
    '',
    ...columns([
      ['FILE', 'A DMN model; "-" is standard input.'],
      ['--decision NAME', 'A decision, decision service or knowledge model, by id or name.'],
      ['--json <text | @file | ->', 'The inputs by name, as a JSON object; {"@": "2026-03-31"} is a date.'],
      ['--with FILE', 'A model that FILE imports; may be repeated.'],
      ['--now MOMENT', 'What time it is for the decision; the present unless told.'],
      ['--zone ZONE', 'The zone of today() and now(); UTC unless told.'],
      ['--tolerant', 'What cannot be executed or made is null, and why comes with the result.'],
    ]),
    '',
    'Prints one JSON object a decision; problems are JSON objects on standard error, with exit code 1, or 2 for wrong',
    `usage. ${moreAbout}`,
    '',
    'Example:',
    `  throughline decisions evaluate limits.dmn --decision Limit --json '{"country":"SG"}'`,
  ].join('\n'),
}

const run: LocalVerb = {
  room: 'processes',
  verb: 'run',
  summary: 'Runs a BPMN file in memory against a script, without a server: processes run FILE --json SCRIPT.',
  isMeant: () => true,
  run: async (words) => (await import('./run-process.ts')).runFile(words),
  help: [
    'On a file, without a server:',
    '',
    'Usage: throughline processes run FILE [--json SCRIPT] [--with FILE …]',
    '',
    ...columns([
      ['FILE', 'A BPMN model; "-" is standard input.'],
      ['--json <text | @file | ->', 'The script: { "variables": {…}, "answers": {…}, "events": […] }.'],
      ['--with FILE', 'A BPMN model it calls or a DMN model it asks; may be repeated.'],
    ]),
    '',
    'Prints the trace as JSON lines, the last one is the end state. What keeps a model from being deployed is printed as',
    `findings, with exit code 1. ${moreAbout}`,
    '',
    'Example:',
    `  throughline processes run approval.bpmn --json '{"events":[{"complete":"review"},{"advance":"P2D"}]}'`,
  ].join('\n'),
}

const test: LocalVerb = {
  room: 'processes',
  verb: 'test',
  summary: 'Plays the scenarios beside a model in memory and tells what they cover: processes test FILE.',
  isMeant: () => true,
  run: async (words) => (await import('./test-process.ts')).testFiles(words),
  help: [
    'On files, without a server:',
    '',
    'Usage: throughline processes test FILE [FILE …] [--coverage PERCENT]',
    '',
    ...columns([
      ['FILE', 'Scenarios: { "models": […], "scenarios": [{ "name": …, "given": {…}, "steps": […] }] }.'],
      ['--coverage PERCENT', 'How much of elements, flows and rules the scenarios must take; 0 unless told.'],
    ]),
    '',
    'Prints one JSON object a scenario and one a model, with the elements, flows and rules that no scenario takes; the exit',
    `code is 1 when a scenario fails. ${moreAbout}`,
    '',
    'Example:',
    '  throughline processes test approval.scenarios.json --coverage 100',
  ].join('\n'),
}

const verbs: readonly LocalVerb[] = [evaluate, run, test]
