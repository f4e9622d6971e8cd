import { Command } from 'commander'

/** `throughline doctor`: looks at everything the program needs and says what is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Checks this machine and the database, and says what to do about each problem.')
    .action(async () => {
      const { examine } = await import('../server/doctor.ts')
      const problems = await examine(console.log)
      process.exitCode = problems > 0 ? 1 : 0
    })
}
