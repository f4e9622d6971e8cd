import { Command } from 'commander'
import { rooms, runRoom } from './room.ts'

/** One command a room; what follows it is read by the contract of the verb. */
export function roomCommands(): Command[] {
  return rooms.map((room) =>
    new Command(room)
      .description(`Commands and queries of ${room}.`)
      .helpGroup('On a running server:')
      .helpOption(false)
      .allowUnknownOption()
      .argument('[words...]')
      .usage('<verb> [id] [--field value …]')
      .action(async (words: string[]) => {
        process.exitCode = await runRoom(room, words)
      }),
  )
}
