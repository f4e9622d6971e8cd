/** What counts as reached when dead code is looked for. Run by `knip`; everything reached from nowhere is reported. */
import type { KnipConfig } from 'knip'
import { fulfilments } from './tools/tidy/names.ts'
import { filesOf, readTree } from './tools/tree.ts'

/** The registry finds handlers and deliverers by looking into the rooms, so no import leads to them. */
const commands = filesOf(readTree(), /^src\/((engines|flow)\/[^/]+|insight)\/[^/]+\.ts$/)
  .filter(
    (file) =>
      !file.path.endsWith('.test.ts') && (fulfilments(file).length > 0 || file.text.includes('= delivers(')),
  )
  .map(({ path }) => path)

const config: KnipConfig = {
  entry: [
    ...commands,
    // The registry reads every contract; the web and the reference read the words of the refusals.
    'src/{engines/*,flow/*,insight}/contract.ts',
    'src/**/*.test.ts',
    'test/**/*.test.ts',
    // Started as a program of its own by test/database.ts.
    'test/server.ts',
    'tools/*.ts',
    'bench/*.ts',
    'bench/chaos/node.ts',
    'examples/**/*.ts',
    // The page loads the beginning of the web application; the frame finds the screens by their folders.
    'src/web/main.tsx',
    'src/web/*/screens.ts',
    'vite.config.ts',
  ],
  project: [
    'src/**/*.{ts,tsx}',
    'test/**/*.ts',
    'tools/**/*.ts',
    'bench/**/*.ts',
    'examples/**/*.ts',
    'bin/*.js',
  ],
  // A room's row types are generated for every table, whether a query asks for that table or not.
  // The last room has a door that nobody enters yet; and a door names the types of what it offers, asked for or not.
  ignoreIssues: {
    'src/**/schema.ts': ['files', 'exports', 'types'],
    'src/{engines/*,flow/*,insight}/index.ts': ['files', 'types'],
  },
  ignoreExportsUsedInFile: true,
  // Read as a text and run inside the page, so nothing imports it.
  ignoreDependencies: ['axe-core'],
  // Programs of the machine that read what we write; .ci/run installs them.
  ignoreBinaries: ['hledger', 'pdftotext', 'apt-get'],
}

export default config
