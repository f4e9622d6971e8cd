/** `throughline import <what> FILE`: the import command of whichever room has one, given a file instead of its text. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Operation } from '#kernel/operation.ts'
import { UsageFault } from './arguments.ts'
import { exitCodes, report } from './failure.ts'
import { columns, verbHelp } from './help.ts'
import { operationsOf, rooms, runOperation } from './room.ts'

export function importCommand(): Command {
  return new Command('import')
    .description('Imports a file: "throughline import time FILE --dry-run" shows what would change.')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[words...]')
    .usage('<what> <file> [--dry-run]')
    .action(async (words: string[]) => {
      process.exitCode = await importFile(words).catch(report)
    })
}

async function importFile([what, ...words]: string[]): Promise<number> {
  const imports = await allImports()
  if (what === undefined || what === 'help' || what === '--help' || what === '-h') {
    console.log(importHelp(imports))
    return exitCodes.done
  }
  const operation = imports.get(what)
  if (!operation)
    throw new UsageFault(`There is no import of ${what}. There is: ${[...imports.keys()].join(', ')}.`)
  if (words.includes('--help') || words.includes('-h')) {
    console.log(verbHelp(operation))
    return exitCodes.done
  }
  const [file, ...rest] = words
  if (file === undefined || file.startsWith('--'))
    throw new UsageFault(`Which file? throughline import ${what} <file> [--dry-run].`)
  return runOperation(operation, rest, { content: textOf(file) })
}

/** Every import by the noun in its name: `timesheets.importTime` is `time`. */
async function allImports(): Promise<Map<string, Operation>> {
  const operations = (await Promise.all(rooms.map(operationsOf))).flat()
  return new Map(
    operations
      .filter(({ verb }) => verb.startsWith('import-'))
      .map((operation) => [operation.verb.slice('import-'.length), operation]),
  )
}

function importHelp(imports: ReadonlyMap<string, Operation>): string {
  return [
    'Usage: throughline import <what> <file> [--dry-run] [--field value …]',
    '',
    ...columns([...imports].map(([what, { contract }]) => [what, contract.summary])),
    '',
    'A dry run shows what would change and every error by row; an import with an error changes nothing.',
    '"throughline import <what> --help" tells the fields of one.',
  ].join('\n')
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new UsageFault(`${file} cannot be read: ${(cause as Error).message}.`)
  }
}
