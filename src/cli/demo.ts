import { resolve } from 'node:path'
import { Command } from 'commander'
import { shown } from './rooms/table.ts'

const WIDTH = 140

/** `throughline demo`: a won deal becomes cash, on a database that is thrown away afterwards. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Tells the example from a won deal to cash on a throw-away database and proves its books.')
    .option('--out <folder>', 'where invoices (PDF) and books (hledger journals) are left', 'out/demo')
    .action(async ({ out }: { out: string }) => {
      // Loaded here, because other commands do not need the server.
      const { runDemo } = await import('../server/example/demo.ts')
      const folder = resolve(out)
      const report = await runDemo(folder, console.log)
      for (const { title, rows } of report.sections) console.log(`\n${title}\n\n${shown([...rows], WIDTH)}`)
      console.log(`\nInvoices and books are in ${folder}.`)
      if (report.differences > 0) {
        console.error(`${report.differences} reconciliation(s) do not agree.`)
        process.exitCode = 1
      } else {
        console.log('Every reconciliation agrees.')
      }
    })
}
