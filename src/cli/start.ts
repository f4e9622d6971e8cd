import { Command } from 'commander'

/** `throughline start`: the whole program, until it is told to stop. */
export function startCommand(): Command {
  return new Command('start')
    .description('Starts Throughline and serves it until Ctrl-C.')
    .addHelpText(
      'after',
      `
Environment:
  THROUGHLINE_DATA     folder for the embedded database and the files (default: .throughline in the checkout)
  DATABASE_URL         use this PostgreSQL (16 or newer) instead of the embedded one; the user owns the tables
  THROUGHLINE_EXAMPLE  "off" leaves an empty database empty, for a firm of your own (throughline create-firm)
  HOST, PORT           where HTTP is served (default: 127.0.0.1 and 8080)
  SMTP_URL, MAIL_FROM  where mail goes out (default: into files in the data folder)`,
    )
    .action(async () => {
      // Loaded here, because other commands do not need the server.
      const { start } = await import('../server/start.ts')
      const { parts } = await import('../server/parts.ts')
      await start(parts)
    })
}
