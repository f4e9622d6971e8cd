/** The `throughline` command: what a person types, bound to what the program does. */

import { Command } from 'commander'
import { EnvironmentFault } from '#kernel/fault.ts'
import { createFirmCommand } from './create-firm.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { roomCommands } from './rooms/commands.ts'
import { importCommand } from './rooms/import-file.ts'
import { signInCommand, signOutCommand } from './rooms/sign-in.ts'
import { startCommand } from './start.ts'

/** Runs one command line, as in `process.argv`, and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv)
  } catch (cause) {
    // What a person can mend is told in a sentence; everything else is a fault of ours and needs its whole trace.
    console.error(cause instanceof EnvironmentFault ? cause.message : cause)
    process.exitCode = 1
  }
}

function program(): Command {
  const command = new Command('throughline')
    .description('Carries professional-services work from a signed deal to cash.')
    .showHelpAfterError('Run "throughline --help" to see what there is.')
    .addCommand(startCommand())
    .addCommand(demoCommand())
    .addCommand(doctorCommand())
    .addCommand(createFirmCommand())
    .addCommand(signInCommand())
    .addCommand(signOutCommand())
    .addCommand(importCommand())
  for (const room of roomCommands()) command.addCommand(room)
  return command
}
